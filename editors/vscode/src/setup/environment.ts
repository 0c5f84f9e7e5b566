/**
 * The server's own environment: a virtual environment in the extension's storage, filled from the bundled wheel.
 *
 * It is made under a temporary name and renamed when the server in it has answered, so an interrupted set-up is redone
 * and two windows that start at once cannot spoil each other's. The server is always run as `python -I -m lacewing`:
 * scripts in the environment carry the temporary path, and `-I` keeps modules of the open project out.
 */

import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { pipFailure, SetupError, venvFailure } from './failure';
import { run } from './process';
import type { Python } from './python';
import { wheelVersion } from './versions';

const MARKER = 'lacewing-environment.json';
const ABANDONED_MS = 3_600_000;

/** The server's wheel that the extension carries. */
export interface Wheel {
    readonly path: string;
    readonly version: string;
    readonly sha256: string;
}

export interface CreateOptions {
    readonly storage: string;
    readonly wheel: Wheel;
    readonly python: Python;
    readonly signal?: AbortSignal;
    /** Each line a program printed. */
    readonly log: (line: string) => void;
    /** What is being done now, in a few words. */
    readonly progress: (step: string) => void;
}

/** The wheel in `folder`; undefined when the extension was built without one. */
export async function bundledWheel(folder: string): Promise<Wheel | undefined> {
    const names = existsSync(folder) ? (await readdir(folder)).sort() : [];
    for (const name of names.reverse()) {
        const version = wheelVersion(name);
        if (version !== undefined) {
            const path = join(folder, name);
            return { path, version, sha256: createHash('sha256').update(await readFile(path)).digest('hex') };
        }
    }
    return undefined;
}

/** The interpreter of the finished environment for `wheel`; undefined when there is none or it holds another build. */
export async function readyEnvironment(storage: string, wheel: Wheel): Promise<string | undefined> {
    const folder = environmentFolder(storage, wheel);
    try {
        const marker: unknown = JSON.parse(await readFile(join(folder, MARKER), 'utf8'));
        const matches = typeof marker === 'object' && marker !== null && 'sha256' in marker
            && marker.sha256 === wheel.sha256;
        const python = interpreter(folder);
        return matches && existsSync(python) ? python : undefined;
    } catch {
        return undefined; // no marker: never finished, or removed
    }
}

/** Makes the environment anew and gives its interpreter. Rejects with `SetupError` or `Cancelled`. */
export async function createEnvironment(options: CreateOptions): Promise<string> {
    const { storage, wheel, python, progress } = options;
    const folder = environmentFolder(storage, wheel);
    const making = `${folder}.${randomUUID().slice(0, 8)}.part`;
    await mkdir(storage, { recursive: true });
    await removeLeftovers(storage, basename(folder));
    try {
        progress(`creating an environment with Python ${python.version}`);
        await makeVenv(making, options);
        progress('installing the server');
        await installWheel(interpreter(making), options);
        progress('checking the server');
        await checkServer(interpreter(making), options);
        const marker = { version: wheel.version, sha256: wheel.sha256, python: python.executable };
        await writeFile(join(making, MARKER), JSON.stringify(marker, undefined, 2));
        await rm(folder, { recursive: true, force: true });
        await rename(making, folder);
    } catch (error) {
        await rm(making, { recursive: true, force: true });
        throw error;
    }
    return interpreter(folder);
}

function environmentFolder(storage: string, wheel: Wheel): string {
    return join(storage, `venv-${wheel.version}`);
}

function interpreter(folder: string): string {
    return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
}

async function makeVenv(folder: string, { python, signal, log }: CreateOptions): Promise<void> {
    const args = ['-m', 'venv', folder];
    log(`> ${[python.executable, ...args].join(' ')}`);
    const { code, output } = await run(python.executable, args, { signal, onLine: log });
    if (code !== 0) {
        throw venvFailure(python.executable, output);
    }
}

async function installWheel(python: string, { wheel, signal, log, progress }: CreateOptions): Promise<void> {
    // The user's pip configuration holds (index, proxy, certificates), except for --user, which no environment allows.
    const args = ['-m', 'pip', 'install', '--no-user', '--no-input', '--disable-pip-version-check', '--progress-bar', 'off'];
    log(`> ${[python, ...args, wheel.path].join(' ')}`);
    const onLine = (line: string): void => {
        log(line);
        const step = pipStep(line);
        if (step !== undefined) {
            progress(step);
        }
    };
    const { code, output } = await run(python, [...args, wheel.path], { signal, onLine });
    if (code !== 0) {
        throw pipFailure(output);
    }
}

/** What a line of pip's output says is happening. */
export function pipStep(line: string): string | undefined {
    const collecting = /^\s*Collecting ([A-Za-z0-9._-]+)/.exec(line);
    if (collecting) {
        return `fetching ${collecting[1]}`;
    }
    return line.startsWith('Installing collected packages') ? 'installing libraries' : undefined;
}

async function checkServer(python: string, { wheel, signal, log }: CreateOptions): Promise<void> {
    const { code, output } = await run(python, ['-I', '-m', 'lacewing', '--version'], { signal, timeoutMs: 60_000 });
    log(output);
    if (code !== 0 || !output.includes(wheel.version)) {
        throw new SetupError('pip', `The installed server ${wheel.version} does not run. The output has what it printed.`);
    }
}

/** Removes environments of other versions and set-ups that were interrupted long enough ago to be nobody's any more. */
async function removeLeftovers(storage: string, current: string): Promise<void> {
    for (const name of await readdir(storage)) {
        if (!name.startsWith('venv-') || name === current) {
            continue;
        }
        const path = join(storage, name);
        try {
            if (!name.endsWith('.part') || Date.now() - (await stat(path)).mtimeMs > ABANDONED_MS) {
                await rm(path, { recursive: true, force: true });
            }
        } catch {
            continue; // in use by another window, or gone: the next set-up tries again
        }
    }
}
