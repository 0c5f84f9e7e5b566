/** Why the server could not be set up, in words that say what to do. */

export type FailureKind = 'no-python' | 'no-venv' | 'network' | 'no-wheel' | 'pip' | 'bad-path' | 'disk';

/** Which setting mends it, if one does. */
const SETTING_FOR: Readonly<Partial<Record<FailureKind, string>>> = {
    'no-python': 'lacewing.server.python',
    'no-venv': 'lacewing.server.python',
    'bad-path': 'lacewing.server.path',
};

/** A set-up that failed for a reason the user can act on; `message` is shown as it is. */
export class SetupError extends Error {
    constructor(
        readonly kind: FailureKind,
        message: string,
    ) {
        super(message);
        this.name = 'SetupError';
    }

    get setting(): string | undefined {
        return SETTING_FOR[this.kind];
    }
}

const NETWORK = [
    /NewConnectionError|ConnectTimeout|ReadTimeout|Read timed out|ProxyError|SSLError|CERTIFICATE_VERIFY_FAILED/,
    /Temporary failure in name resolution|Name or service not known|getaddrinfo failed|Network is unreachable/i,
    /Connection (refused|reset|aborted)|HTTP error \d{3}|407 Proxy Authentication/i,
];
const NO_WHEEL = [/No matching distribution found for (\S+)/, /Failed building wheel for (\S+)/, /Failed to build (\S+)/];
const DISK = [/No space left on device/, /Disk quota exceeded/, /Read-only file system/, /There is not enough space/];

/** What pip's output says went wrong. */
export function pipFailure(output: string): SetupError {
    if (DISK.some((pattern) => pattern.test(output))) {
        return new SetupError('disk', 'There is no room to write the server\'s environment. Free some space and retry.');
    }
    if (NETWORK.some((pattern) => pattern.test(output))) {
        return new SetupError(
            'network',
            'pip could not reach the package index to install the server\'s libraries. Check the network, or the index '
                + 'and proxy in your pip configuration (pip config list), and retry.',
        );
    }
    const missing = NO_WHEEL.map((pattern) => pattern.exec(output)?.[1]).find((name) => name !== undefined);
    if (missing !== undefined) {
        return new SetupError(
            'no-wheel',
            `pip found no ready-made package of ${missing} for this Python and system. Choose another Python in the `
                + 'setting lacewing.server.python, or check that your package index carries it, and retry.',
        );
    }
    const reason = lastError(output);
    return new SetupError('pip', `pip could not install the server${reason ? `: ${reason}` : ''}. The output has its log.`);
}

/** What the output of `python -m venv` says went wrong. */
export function venvFailure(python: string, output: string): SetupError {
    if (/ensurepip is not available|No module named '?(venv|ensurepip)|ensurepip.*non-zero exit/s.test(output)) {
        return new SetupError('no-venv', noVenvMessage(python));
    }
    if (DISK.some((pattern) => pattern.test(output))) {
        return pipFailure(output);
    }
    return new SetupError('no-venv', `${python} could not create a virtual environment: ${lastError(output)}`);
}

export function noVenvMessage(python: string): string {
    return `${python} cannot create virtual environments. On Debian and Ubuntu install its package python3-venv; `
        + 'elsewhere choose a complete Python in the setting lacewing.server.python. Then retry.';
}

function lastError(output: string): string {
    const lines = output.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');
    const line = lines.findLast((text) => /error/i.test(text)) ?? lines.at(-1) ?? '';
    return line.replace(/^ERROR:\s*/, '').replace(/\.$/, '').slice(0, 300);
}
