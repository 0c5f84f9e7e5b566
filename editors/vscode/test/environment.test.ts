/** Real environments, made with the machine's Python from a small wheel of the server's name and no libraries. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { bundledWheel, createEnvironment, pipStep, readyEnvironment, type CreateOptions } from '../src/setup/environment';
import { SetupError } from '../src/setup/failure';
import { Cancelled } from '../src/setup/process';
import { candidates, findPython } from '../src/setup/python';
import { scratch } from './scratch';

const MAKE_WHEEL = `
import sys, zipfile
folder, version, text, requires = sys.argv[1:]
info = f"lacewing-{version}.dist-info"
with zipfile.ZipFile(f"{folder}/lacewing-{version}-py3-none-any.whl", "w") as wheel:
    wheel.writestr("lacewing/__init__.py", "")
    wheel.writestr("lacewing/__main__.py", text)
    wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: lacewing\\nVersion: {version}\\n{requires}")
    wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(f"{info}/RECORD", "")
`;
const WORKS = 'print("lacewing, version 0.1.0")';

async function options(folder: string, text = WORKS, requires = ''): Promise<CreateOptions & { lines: string[] }> {
    const python = await findPython(candidates(process.env['LACEWING_PYTHON'] ?? '', undefined, process.platform));
    const bundled = join(folder, 'bundled');
    mkdirSync(bundled, { recursive: true });
    execFileSync(python.executable, ['-c', MAKE_WHEEL, bundled, '0.1.0', text, requires]);
    const wheel = await bundledWheel(bundled) ?? assert.fail('no wheel');
    const lines: string[] = [];
    return { storage: join(folder, 'storage'), wheel, python, log: (line) => lines.push(line), progress: () => {}, lines };
}

test('an environment is made and found again; what was interrupted and other versions go', async (t) => {
    const made = await options(scratch(t));
    const longAgo = new Date(Date.now() - 86_400_000);
    for (const name of ['venv-0.1.0', 'venv-0.0.9', 'venv-0.1.0.aaaaaaaa.part', 'venv-0.1.0.bbbbbbbb.part']) {
        mkdirSync(join(made.storage, name, 'bin'), { recursive: true });
        writeFileSync(join(made.storage, name, 'bin', 'python'), '');
    }
    utimesSync(join(made.storage, 'venv-0.1.0.aaaaaaaa.part'), longAgo, longAgo);
    assert.equal(await readyEnvironment(made.storage, made.wheel), undefined, 'an unfinished one is not used');

    const python = await createEnvironment(made);
    assert.equal(await readyEnvironment(made.storage, made.wheel), python);
    assert.match(execFileSync(python, ['-I', '-m', 'lacewing']).toString(), /version 0\.1\.0/);
    assert.deepEqual(readdirSync(made.storage).sort(), ['venv-0.1.0', 'venv-0.1.0.bbbbbbbb.part'], 'another window\'s stays');

    const rebuilt = await options(join(made.storage, '..'), 'raise SystemExit("no such library")');
    assert.equal(await readyEnvironment(made.storage, rebuilt.wheel), undefined, 'another build of the version is not it');
    const broken = createEnvironment(rebuilt);
    await assert.rejects(broken, (error) => error instanceof SetupError && /does not run/.test(error.message));
    assert.ok(rebuilt.lines.includes('no such library'), 'the output has what it printed');
    assert.equal(await readyEnvironment(made.storage, made.wheel), python, 'the one that worked is kept');
});

test('cancelling leaves nothing behind', { timeout: 60_000 }, async (t) => {
    const made = await options(scratch(t));
    const abort = new AbortController();
    const progress = (): void => void setTimeout(() => abort.abort(), 500);
    await assert.rejects(createEnvironment({ ...made, progress, signal: abort.signal }), Cancelled);
    assert.deepEqual(readdirSync(made.storage), []);
});

test('a library the index does not have is named, by pip as the user configured it', async (t) => {
    const folder = scratch(t);
    const made = await options(folder, WORKS, 'Requires-Dist: no-such-library-of-lacewing\n');
    const before = { ...process.env };
    t.after(() => void (process.env = before));
    writeFileSync(join(folder, 'pip.conf'), '[install]\nno-index = true\nuser = true\n');
    process.env['PIP_CONFIG_FILE'] = join(folder, 'pip.conf');
    delete process.env['PIP_FIND_LINKS'];
    await assert.rejects(createEnvironment(made), (error) => {
        assert.ok(error instanceof SetupError);
        assert.match(error.message, /no-such-library-of-lacewing/);
        return true;
    });
});

test('pip\'s lines are told as steps', () => {
    assert.equal(pipStep('Collecting tree-sitter-go<0.26,>=0.25 (from lacewing==0.1.0)'), 'fetching tree-sitter-go');
    assert.equal(pipStep('Installing collected packages: orjson, lacewing'), 'installing libraries');
    assert.equal(pipStep('  Using cached orjson-3.11.0.whl'), undefined);
});
