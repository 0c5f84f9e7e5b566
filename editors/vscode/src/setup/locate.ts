/** Which server to run: the one in the settings, the extension's own, one that is installed, or a newly made one. */

import { SetupError } from './failure';
import { run } from './process';
import { parseVersion, sameRelease } from './versions';

/** How to start a server; `origin` says to the user which one it is. */
export interface ServerCommand {
    readonly command: string;
    readonly args: readonly string[];
    readonly origin: string;
}

export interface Search {
    /** The setting `lacewing.server.path`, expanded; empty when it is not set. */
    readonly configured: string;
    /** The server version this extension was built for. */
    readonly wanted: string;
    /** The interpreter of the extension's own environment, if it is complete. */
    readonly ownEnvironment: () => Promise<string | undefined>;
    /** Makes that environment and gives its interpreter. */
    readonly create: () => Promise<string>;
    /** The name looked up on PATH. */
    readonly installed?: string;
    readonly log: (line: string) => void;
}

export async function locateServer(search: Search): Promise<ServerCommand> {
    if (search.configured !== '') {
        return await configuredServer(search);
    }
    const own = await search.ownEnvironment();
    if (own !== undefined) {
        return inEnvironment(own);
    }
    return await installedServer(search) ?? inEnvironment(await search.create());
}

function inEnvironment(python: string): ServerCommand {
    return { command: python, args: ['-I', '-m', 'lacewing', 'serve'], origin: 'its own environment' };
}

async function configuredServer({ configured, wanted, log }: Search): Promise<ServerCommand> {
    const version = await askVersion(configured);
    if (version === undefined) {
        throw new SetupError(
            'bad-path',
            `The setting lacewing.server.path names ${configured}, which is not a lacewing command that runs. `
                + 'Correct it, or clear it to let Lacewing set up its own server.',
        );
    }
    const [found, expected] = [parseVersion(version), parseVersion(wanted)];
    if (found !== undefined && expected !== undefined && !sameRelease(found, expected)) {
        log(`${configured} is version ${version}; this extension was made for ${wanted}.`);
    }
    return { command: configured, args: ['serve'], origin: `the setting lacewing.server.path (${version})` };
}

async function installedServer({ wanted, installed = 'lacewing', log }: Search): Promise<ServerCommand | undefined> {
    const version = await askVersion(installed);
    const [found, expected] = [parseVersion(version ?? ''), parseVersion(wanted)];
    if (version === undefined || found === undefined || expected === undefined) {
        return undefined;
    }
    if (!sameRelease(found, expected)) {
        log(`The lacewing on PATH is version ${version}; ${wanted} is needed, so it is not used.`);
        return undefined;
    }
    return { command: installed, args: ['serve'], origin: `the installed lacewing (${version})` };
}

/** The version a `lacewing` command reports; undefined when it does not run or is something else. */
async function askVersion(command: string): Promise<string | undefined> {
    try {
        const { code, output } = await run(command, ['--version'], { timeoutMs: 30_000 });
        return code === 0 ? /lacewing\D*(\d+\.\d+\S*)/i.exec(output)?.[1] : undefined;
    } catch {
        return undefined; // not there, or not executable
    }
}
