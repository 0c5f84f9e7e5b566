/** Running a program to its end: its output in lines as it comes, and an end when the user cancels. */

import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface RunOptions {
    readonly signal?: AbortSignal | undefined;
    readonly onLine?: ((line: string) => void) | undefined;
    readonly timeoutMs?: number | undefined;
    readonly cwd?: string | undefined;
}

export interface Finished {
    readonly code: number;
    /** Standard output and standard error, in the order the lines came. */
    readonly output: string;
}

/** The user stopped it. */
export class Cancelled extends Error {
    constructor() {
        super('cancelled');
        this.name = 'Cancelled';
    }
}

/**
 * Runs `command` until it ends.
 *
 * Rejects with `Cancelled` when `signal` is aborted, and with the system's error when the program cannot be started.
 * A program that outlives `timeoutMs` is ended and gives the code it then ends with.
 */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
    if (options.signal?.aborted) {
        throw new Cancelled();
    }
    const child = spawn(command, args, {
        cwd: options.cwd,
        env: pythonEnvironment(process.env),
        stdio: ['ignore', 'pipe', 'pipe'],
        windowsHide: true,
        detached: process.platform !== 'win32',
    });
    const lines: string[] = [];
    const read = [child.stdout, child.stderr].map(async (stream) => {
        for await (const line of createInterface({ input: stream })) {
            lines.push(line);
            options.onLine?.(line);
        }
    });
    const stop = (): void => endTree(child);
    const timer = options.timeoutMs === undefined ? undefined : setTimeout(stop, options.timeoutMs);
    options.signal?.addEventListener('abort', stop);
    try {
        const code = await new Promise<number>((resolve, reject) => {
            child.once('error', reject);
            child.once('close', (status) => resolve(status ?? -1));
        });
        await Promise.all(read);
        if (options.signal?.aborted) {
            throw new Cancelled();
        }
        return { code, output: lines.join('\n') };
    } finally {
        clearTimeout(timer);
        options.signal?.removeEventListener('abort', stop);
    }
}

/** `env` without what would make one Python load another's libraries. */
export function pythonEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    const { PYTHONPATH, PYTHONHOME, VIRTUAL_ENV, __PYVENV_LAUNCHER__, ...rest } = env;
    return rest;
}

/** Ends the program and those it started, which share its process group. */
function endTree(child: ChildProcess): void {
    if (child.pid === undefined) {
        return;
    }
    if (process.platform === 'win32') {
        spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { windowsHide: true, stdio: 'ignore' });
        return;
    }
    try {
        process.kill(-child.pid, 'SIGKILL');
    } catch {
        child.kill('SIGKILL'); // the group is gone already
    }
}
