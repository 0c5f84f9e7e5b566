import assert from 'node:assert/strict';
import { test } from 'node:test';

import { atLeast, OLDEST_PYTHON, parseVersion, sameRelease, wheelVersion } from '../src/setup/versions';

const version = (text: string) => parseVersion(text) ?? assert.fail(`${text} has no version`);

test('a version is found in what --version prints', () => {
    assert.deepEqual(parseVersion('lacewing, version 0.12.3'), { major: 0, minor: 12, patch: 3 });
    assert.deepEqual(parseVersion('Python 3.13'), { major: 3, minor: 13, patch: 0 });
    assert.equal(parseVersion('command not found'), undefined);
});

test('numbers are compared as numbers', () => {
    assert.ok(atLeast(version('3.11.0'), OLDEST_PYTHON));
    assert.ok(atLeast(version('3.100.0'), OLDEST_PYTHON));
    assert.ok(atLeast(version('4.0.0'), OLDEST_PYTHON));
    assert.ok(!atLeast(version('3.9.18'), OLDEST_PYTHON));
    assert.ok(!atLeast(version('2.99.99'), OLDEST_PYTHON));
});

test('the same release is the same major and minor number', () => {
    assert.ok(sameRelease(version('0.1.0'), version('0.1.7')));
    assert.ok(!sameRelease(version('0.1.0'), version('0.2.0')));
    assert.ok(!sameRelease(version('0.1.0'), version('1.1.0')));
});

test('only the server\'s wheel has a version', () => {
    assert.equal(wheelVersion('lacewing-0.1.0-py3-none-any.whl'), '0.1.0');
    assert.equal(wheelVersion('lacewing-1.0.0rc1-py3-none-any.whl'), '1.0.0rc1');
    assert.equal(wheelVersion('lacewing_extra-0.1.0-py3-none-any.whl'), undefined);
    assert.equal(wheelVersion('README.md'), undefined);
});
