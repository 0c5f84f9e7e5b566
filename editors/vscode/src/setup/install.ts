/** Finding or making the server, with the progress and the questions VS Code shows meanwhile. */

import * as vscode from 'vscode';

import { pathSetting } from '../configuration';
import { bundledWheel, createEnvironment, readyEnvironment, type Wheel } from './environment';
import { SetupError } from './failure';
import { locateServer, type ServerCommand } from './locate';
import { candidates, findPython } from './python';

/** Which server to run; sets up the extension's own environment when there is no other. */
export async function resolveServer(
    context: vscode.ExtensionContext,
    log: vscode.LogOutputChannel,
    ending: AbortSignal,
): Promise<ServerCommand> {
    const wheel = await bundledWheel(context.asAbsolutePath('bundled'));
    return await locateServer({
        configured: pathSetting('server.path'),
        wanted: wheel?.version ?? manifestVersion(context),
        ownEnvironment: async () => wheel && await readyEnvironment(context.globalStorageUri.fsPath, wheel),
        create: async () => await setUp(context, log, ending, wheel),
        log: (line) => log.info(line),
    });
}

/** Makes the extension's own environment anew, whether or not there is one. */
export async function setUpAgain(
    context: vscode.ExtensionContext,
    log: vscode.LogOutputChannel,
    ending: AbortSignal,
): Promise<void> {
    await setUp(context, log, ending, await bundledWheel(context.asAbsolutePath('bundled')));
}

async function setUp(
    context: vscode.ExtensionContext,
    log: vscode.LogOutputChannel,
    ending: AbortSignal,
    wheel: Wheel | undefined,
): Promise<string> {
    if (wheel === undefined) {
        throw new SetupError(
            'bad-path',
            'This build of the extension carries no server. Install it with pip install lacewing, or name it in the '
                + 'setting lacewing.server.path.',
        );
    }
    const title = 'Lacewing: setting up its server';
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return await vscode.window.withProgress(options, async (progress, token) => {
        const abort = new AbortController();
        const stop = (): void => abort.abort();
        token.onCancellationRequested(stop);
        ending.addEventListener('abort', stop);
        progress.report({ message: 'looking for Python' });
        const fromExtension = await pythonExtensionInterpreter(log);
        const tried = candidates(pathSetting('server.python'), fromExtension, process.platform);
        const python = await findPython(tried, abort.signal);
        log.info(`Setting up the server ${wheel.version} with Python ${python.version}: ${python.executable} (${python.origin})`);
        return await createEnvironment({
            storage: context.globalStorageUri.fsPath,
            wheel,
            python,
            signal: abort.signal,
            log: (line) => log.info(line),
            progress: (step) => progress.report({ message: step }),
        });
    });
}

function manifestVersion(context: vscode.ExtensionContext): string {
    return (context.extension.packageJSON as { version: string }).version;
}

/** The part of the Python extension's API that is used. */
interface PythonExtension {
    readonly environments: {
        getActiveEnvironmentPath(resource?: vscode.Uri): unknown;
        resolveEnvironment(path: unknown): Promise<{ executable: { uri?: vscode.Uri } } | undefined>;
    };
}

/** The interpreter chosen in the Python extension; undefined without that extension or when it does not answer. */
async function pythonExtensionInterpreter(log: vscode.LogOutputChannel): Promise<string | undefined> {
    const extension = vscode.extensions.getExtension<PythonExtension>('ms-python.python');
    if (extension === undefined || !vscode.workspace.isTrusted) {
        return undefined;
    }
    try {
        const { environments } = await extension.activate();
        const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
        const resolved = await environments.resolveEnvironment(environments.getActiveEnvironmentPath(folder));
        return resolved?.executable.uri?.fsPath;
    } catch (error) {
        log.warn(`The Python extension gave no interpreter: ${String(error)}`);
        return undefined;
    }
}
