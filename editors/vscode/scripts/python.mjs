// Runs a Python script with the checkout's Python: $LACEWING_PYTHON, the checkout's .venv, or the one on PATH.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);
const inVenv = fileURLToPath(new URL(process.platform === 'win32' ? '.venv/Scripts/python.exe' : '.venv/bin/python', root));
const python = process.env.LACEWING_PYTHON || (existsSync(inVenv) ? inVenv : process.platform === 'win32' ? 'python' : 'python3');
const { status, error } = spawnSync(python, process.argv.slice(2), { stdio: 'inherit' });
if (error) {
    console.error(`${python} could not be started: ${error.message}. Set LACEWING_PYTHON to a Python 3.11 or newer.`);
}
process.exit(status ?? 1);
