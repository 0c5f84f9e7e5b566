import assert from 'node:assert/strict';
import { test } from 'node:test';

import manifest from '../package.json';
import { declaredKeys, expandPath, explicitSettings } from '../src/settings';

test('only what was set is sent, the nearest value first', () => {
    const settings = explicitSettings([
        { key: 'completion.enabled', values: [undefined, false, true] },
        { key: 'completion.max_lines', values: [undefined, undefined, undefined] },
        { key: 'model.provider', values: [undefined, undefined, 'openai'] },
    ]);
    assert.deepEqual(settings, { completion: { enabled: false }, model: { provider: 'openai' } });
});

test('the extension\'s own settings are not sent', () => {
    const settings = explicitSettings([
        { key: 'server.path', values: ['/opt/lacewing'] },
        { key: 'trace.server', values: ['verbose'] },
    ]);
    assert.deepEqual(settings, {});
});

test('the manifest declares what the extension reads', () => {
    const keys = declaredKeys(manifest);
    assert.ok(keys.includes('server.path') && keys.includes('server.python') && keys.includes('trace.server'));
});

test('an untrusted workspace may choose neither server nor interpreter', () => {
    const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    assert.ok(restricted.includes('lacewing.server.path') && restricted.includes('lacewing.server.python'));
});

test('~ and the workspace folder are put in', () => {
    assert.equal(expandPath('~/bin/lacewing', '/home/me', undefined), '/home/me/bin/lacewing');
    assert.equal(expandPath('${workspaceFolder}/.venv/bin/lacewing', '/home/me', '/src/$&'), '/src/$&/.venv/bin/lacewing');
    assert.equal(expandPath('/opt/~odd', '/home/me', '/src'), '/opt/~odd');
});
