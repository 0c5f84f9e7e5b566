import assert from 'node:assert/strict';
import { test } from 'node:test';

import { RestartLimit } from '../src/restarts';

test('a server that keeps ending is given up, one that ends now and then is not', () => {
    const quick = new RestartLimit(2, 1000);
    assert.deepEqual([0, 10, 20, 30].map((now) => quick.allow(now)), [true, true, false, false]);
    const slow = new RestartLimit(2, 1000);
    assert.deepEqual([0, 900, 1800, 2700].map((now) => slow.allow(now)), [true, true, true, true]);
});
