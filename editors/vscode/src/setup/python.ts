/** Finding a Python that the server's environment can be made from. */

import { noVenvMessage, SetupError } from './failure';
import { Cancelled, run } from './process';
import { atLeast, OLDEST_PYTHON, parseVersion } from './versions';

/** A way to start some Python; `origin` says to the user where it comes from. */
export interface Candidate {
    readonly command: string;
    readonly args: readonly string[];
    readonly origin: string;
}

/** A Python that was seen to run, by its own path. */
export interface Python {
    readonly executable: string;
    readonly version: string;
    readonly origin: string;
}

const OLDEST = `${OLDEST_PYTHON.major}.${OLDEST_PYTHON.minor}`;
const PROBE = [
    'import sys',
    'print("%d.%d.%d" % sys.version_info[:3])',
    'print(sys.executable)',
    'import venv, ensurepip',
    'print("venv")',
].join('\n');

/** Where to look, in order. A Python named in the settings is the only candidate: a wrong one is to be told, not hidden. */
export function candidates(
    configured: string,
    fromPythonExtension: string | undefined,
    platform: NodeJS.Platform,
): Candidate[] {
    if (configured !== '') {
        return [{ command: configured, args: [], origin: 'the setting lacewing.server.python' }];
    }
    const found: Candidate[] = [];
    if (fromPythonExtension !== undefined) {
        found.push({ command: fromPythonExtension, args: [], origin: 'the Python extension' });
    }
    const named = platform === 'win32'
        ? [['py', '-3'], ['python'], ['python3']]
        : [['python3'], ['python'], ['python3.13'], ['python3.12'], ['python3.11']];
    const places = platform === 'darwin' ? [['/opt/homebrew/bin/python3'], ['/usr/local/bin/python3']] : [];
    for (const [command = '', ...args] of [...named, ...places]) {
        found.push({ command, args, origin: [command, ...args].join(' ') });
    }
    return found;
}

/**
 * The first candidate that is recent enough and can make environments.
 *
 * Rejects with a `SetupError` that says what was wrong with the ones there are.
 */
export async function findPython(tried: readonly Candidate[], signal?: AbortSignal): Promise<Python> {
    const problems: SetupError[] = [];
    for (const candidate of tried) {
        const result = await probe(candidate, signal);
        if (!(result instanceof SetupError)) {
            return result;
        }
        problems.push(result);
    }
    const [only] = problems;
    const usable = problems.find((problem) => problem.kind === 'no-venv') ?? (problems.length === 1 ? only : undefined);
    throw usable ?? new SetupError(
        'no-python',
        `Lacewing needs Python ${OLDEST} or newer, and found none. Install it, or name it in the setting `
            + `lacewing.server.python, and retry. (${problems.map((problem) => problem.message).join(' ')})`,
    );
}

async function probe(candidate: Candidate, signal: AbortSignal | undefined): Promise<Python | SetupError> {
    const { command, args, origin } = candidate;
    let output: string;
    try {
        output = (await run(command, [...args, '-c', PROBE], { signal, timeoutMs: 20_000 })).output;
    } catch (error) {
        if (error instanceof Cancelled) {
            throw error;
        }
        return new SetupError('no-python', `${describe(candidate)} could not be started.`);
    }
    const [versionLine = '', executable = '', venv = ''] = output.split('\n').map((line) => line.trim());
    const version = parseVersion(versionLine);
    if (version === undefined || executable === '') {
        return new SetupError('no-python', `${describe(candidate)} did not answer as a Python does.`);
    }
    if (!atLeast(version, OLDEST_PYTHON)) {
        return new SetupError('no-python', `${describe(candidate)} is Python ${versionLine}; ${OLDEST} or newer is needed.`);
    }
    if (venv !== 'venv') {
        return new SetupError('no-venv', noVenvMessage(executable));
    }
    return { executable, version: versionLine, origin };
}

function describe({ command, args, origin }: Candidate): string {
    const line = [command, ...args].join(' ');
    return line === origin ? line : `${line} (from ${origin})`;
}
