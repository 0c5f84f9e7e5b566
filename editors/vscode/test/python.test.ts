import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SetupError } from '../src/setup/failure';
import { Cancelled } from '../src/setup/process';
import { candidates, findPython, type Candidate } from '../src/setup/python';
import { program, scratch } from './scratch';

const answering = (version: string, rest = '/opt/python3\\nvenv\\n') => `printf '${version}\\n${rest}'`;
const candidate = (command: string): Candidate => ({ command, args: [], origin: 'a test' });

test('a Python in the settings is the only candidate', () => {
    const found = candidates('/opt/python3', '/other/python3', 'linux');
    assert.deepEqual(found.map(({ command }) => command), ['/opt/python3']);
});

test('the Python extension\'s choice comes before PATH, and Windows asks its launcher first', () => {
    const commands = (platform: NodeJS.Platform) =>
        candidates('', '/env/python', platform).map(({ command, args }) => [command, ...args].join(' '));
    assert.deepEqual(commands('linux').slice(0, 3), ['/env/python', 'python3', 'python']);
    assert.deepEqual(commands('win32'), ['/env/python', 'py -3', 'python', 'python3']);
});

test('the first one that is recent enough is taken', async (t) => {
    const folder = scratch(t);
    const old = program(folder, 'old', answering('3.9.2'));
    const good = program(folder, 'good', answering('3.12.1'));
    const found = await findPython([candidate('/nowhere/python3'), candidate(old), candidate(good)]);
    assert.deepEqual(found, { executable: '/opt/python3', version: '3.12.1', origin: 'a test' });
});

test('when none will do, each one\'s fault is told', async (t) => {
    const old = program(scratch(t), 'old', answering('3.9.2'));
    await assert.rejects(findPython([candidate(old), candidate('/nowhere/python3')]), (error) => {
        assert.ok(error instanceof SetupError);
        assert.equal(error.kind, 'no-python');
        assert.match(error.message, /lacewing\.server\.python/);
        assert.match(error.message, /is Python 3\.9\.2/);
        assert.match(error.message, /\/nowhere\/python3 \(from a test\) could not be started/);
        return true;
    });
});

test('a Python without venv says so, even among worse ones', async (t) => {
    const bare = program(scratch(t), 'bare', `${answering('3.12.1', '/usr/bin/python3\\n')}; exit 1`);
    await assert.rejects(findPython([candidate(bare), candidate('/nowhere/python3')]), (error) => {
        assert.ok(error instanceof SetupError);
        assert.equal(error.kind, 'no-venv');
        assert.match(error.message, /python3-venv/);
        return true;
    });
});

test('cancelling ends the search, and the program it waits for', { timeout: 20_000 }, async (t) => {
    const slow = program(scratch(t), 'slow', 'sleep 60');
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 100);
    await assert.rejects(findPython([candidate(slow)], abort.signal), Cancelled);
});
