import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pipFailure, venvFailure } from '../src/setup/failure';

test('no network is told as no network, though pip also finds no distribution then', () => {
    const failure = pipFailure([
        'WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by '
            + "'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object>: Failed to establish a new "
            + "connection: [Errno -3] Temporary failure in name resolution')': /simple/pygls/",
        'ERROR: Could not find a version that satisfies the requirement pygls<3,>=2.1 (from lacewing) (from versions: none)',
        'ERROR: No matching distribution found for pygls<3,>=2.1',
    ].join('\n'));
    assert.equal(failure.kind, 'network');
    assert.match(failure.message, /pip config/);
    assert.equal(failure.setting, undefined);
});

test('a library without a ready-made package is named', () => {
    const failure = pipFailure('ERROR: No matching distribution found for tree-sitter-go<0.26,>=0.25');
    assert.equal(failure.kind, 'no-wheel');
    assert.match(failure.message, /tree-sitter-go/);
});

test('a full disk is told as a full disk', () => {
    const failure = pipFailure('ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device');
    assert.equal(failure.kind, 'disk');
});

test('what is not known is quoted', () => {
    const failure = pipFailure('Processing ./lacewing-0.1.0-py3-none-any.whl\nERROR: something new went wrong.\n');
    assert.equal(failure.kind, 'pip');
    assert.match(failure.message, /could not install the server: something new went wrong\./);
});

test('Debian\'s Python without venv says which package to install', () => {
    const failure = venvFailure('/usr/bin/python3', [
        'The virtual environment was not created successfully because ensurepip is not available.',
        'On Debian/Ubuntu systems, you need to install the python3-venv package.',
    ].join('\n'));
    assert.equal(failure.kind, 'no-venv');
    assert.match(failure.message, /^\/usr\/bin\/python3 .*python3-venv/);
    assert.equal(failure.setting, 'lacewing.server.python');
});
