import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SetupError } from '../src/setup/failure';
import { locateServer, type Search } from '../src/setup/locate';
import { program, scratch } from './scratch';

const OWN = '/storage/venv-0.1.0/bin/python';

function search(changes: Partial<Search>): Search {
    return {
        configured: '',
        wanted: '0.1.0',
        ownEnvironment: async () => undefined,
        create: async () => assert.fail('no environment was to be made'),
        installed: '/nowhere/lacewing',
        log: () => {},
        ...changes,
    };
}

test('the setting comes before everything', async (t) => {
    const server = program(scratch(t), 'lacewing', 'echo "lacewing, version 0.1.4"');
    const found = await locateServer(search({ configured: server, ownEnvironment: async () => OWN }));
    assert.deepEqual([found.command, ...found.args], [server, 'serve']);
});

test('a wrong setting is an error that names it, not a fallback', async () => {
    const wrong = locateServer(search({ configured: '/nowhere/lacewing', ownEnvironment: async () => OWN }));
    await assert.rejects(wrong, (error) => {
        assert.ok(error instanceof SetupError);
        assert.equal(error.setting, 'lacewing.server.path');
        assert.match(error.message, /\/nowhere\/lacewing/);
        return true;
    });
});

test('a program that is no lacewing is refused', async (t) => {
    const other = program(scratch(t), 'lacewing', 'echo "GNU something 0.1.0"');
    await assert.rejects(locateServer(search({ configured: other })), SetupError);
});

test('the own environment comes before an installed server', async (t) => {
    const installed = program(scratch(t), 'lacewing', 'echo "lacewing, version 0.1.0"');
    const found = await locateServer(search({ ownEnvironment: async () => OWN, installed }));
    assert.deepEqual([found.command, ...found.args], [OWN, '-I', '-m', 'lacewing', 'serve']);
});

test('an installed server of the same release is used', async (t) => {
    const installed = program(scratch(t), 'lacewing', 'echo "lacewing, version 0.1.9"');
    const found = await locateServer(search({ installed }));
    assert.deepEqual([found.command, ...found.args], [installed, 'serve']);
});

test('an installed server of another release, or a broken one, is passed over for a new environment', async (t) => {
    const folder = scratch(t);
    const lines: string[] = [];
    for (const body of ['echo "lacewing, version 0.2.0"', 'echo "lacewing, version 0.1.0"; exit 1', 'exit 127']) {
        const installed = program(folder, 'lacewing', body);
        const found = await locateServer(search({ installed, create: async () => OWN, log: (line) => lines.push(line) }));
        assert.equal(found.command, OWN);
    }
    assert.deepEqual(lines, ['The lacewing on PATH is version 0.2.0; 0.1.0 is needed, so it is not used.']);
});
