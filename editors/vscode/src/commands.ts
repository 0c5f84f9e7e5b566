/**
 * The commands of the palette and the menus, and what is done with the answers of the server's own.
 *
 * The language client registers the ids the server executes (`lacewing.explain` and so on); lenses and code actions
 * call those. The palette's commands therefore have ids of their own (`lacewing.editor.…`) and call the server's with
 * the place of the cursor.
 */

import * as vscode from 'vscode';

import type { Explanation, Explanations } from './explanation';
import type { Session } from './session';

/** What the server's `lacewing.generateTest` and `lacewing.runTest` answer. */
interface GeneratedAnswer {
    readonly path: string;
    readonly names: readonly string[];
    readonly notes: readonly string[];
}
interface RunAnswer {
    readonly path: string | null;
    readonly passed: readonly string[];
    readonly failed: readonly unknown[];
}

/** Titles of the server's commands while they are running. */
const WORKING: Readonly<Record<string, string>> = {
    'lacewing.explain': 'explaining',
    'lacewing.generateTest': 'writing a test',
    'lacewing.runTest': 'writing a test and running it',
};

type Next = (command: string, args: unknown[]) => vscode.ProviderResult<unknown>;

/** Runs a server's command for a lens, a code action or the palette, and shows its answer. */
export async function executeServerCommand(
    explanations: Explanations,
    command: string,
    args: unknown[],
    next: Next,
): Promise<unknown> {
    const working = WORKING[command];
    if (working === undefined) {
        return await next(command, args);
    }
    if (command === 'lacewing.runTest' && !vscode.workspace.isTrusted) {
        void vscode.window.showWarningMessage('Lacewing runs generated tests only in a workspace you trust.');
        return undefined;
    }
    const options = { location: vscode.ProgressLocation.Window, title: `Lacewing: ${working}` };
    const answer = await vscode.window.withProgress(options, async () => await next(command, args));
    await showAnswer(explanations, command, answer);
    return answer;
}

async function showAnswer(explanations: Explanations, command: string, answer: unknown): Promise<void> {
    if (answer === null || answer === undefined) {
        const what = command === 'lacewing.explain' ? 'explain' : 'test';
        void vscode.window.showInformationMessage(`Lacewing found nothing to ${what} here. Put the cursor on a function.`);
    } else if (command === 'lacewing.explain') {
        await explanations.show(answer as Explanation);
    } else if (command === 'lacewing.generateTest') {
        const { notes } = answer as GeneratedAnswer;
        if (notes.length > 0) {
            void vscode.window.showInformationMessage(`Lacewing: ${notes.join(' ')}`);
        }
    } else {
        showRun(answer as RunAnswer);
    }
}

function showRun({ passed, failed }: RunAnswer): void {
    const left = failed.length > 0 ? `, ${failed.length} failed and left out` : '';
    const message = `Lacewing: ${passed.length} generated ${passed.length === 1 ? 'test' : 'tests'} passed and kept${left}.`;
    void (passed.length > 0 ? vscode.window.showInformationMessage(message) : vscode.window.showWarningMessage(message));
}

/** The id of the menu the status bar item opens. */
export const MENU = 'lacewing.editor.menu';

export function registerCommands(session: Session, log: vscode.LogOutputChannel): vscode.Disposable {
    const atCursor = (command: string) => async (): Promise<void> => {
        const editor = vscode.window.activeTextEditor;
        if (editor === undefined) {
            void vscode.window.showInformationMessage('Open a file and put the cursor on a function first.');
        } else {
            const { line, character } = editor.selection.active;
            await callServer(session, command, editor.document.uri.toString(), { line, character });
        }
    };
    const commands: Readonly<Record<string, () => unknown>> = {
        'lacewing.editor.explain': atCursor('lacewing.explain'),
        'lacewing.editor.generateTest': atCursor('lacewing.generateTest'),
        'lacewing.editor.runTest': atCursor('lacewing.runTest'),
        'lacewing.editor.rebuildIndex': () => callServer(session, 'lacewing.index.rebuild'),
        'lacewing.editor.showOutput': () => log.show(),
        'lacewing.editor.restart': () => session.restart(),
        'lacewing.editor.setUp': () => session.setUpAgain(),
        [MENU]: () => showMenu(),
    };
    return vscode.Disposable.from(
        ...Object.entries(commands).map(([id, handler]) => vscode.commands.registerCommand(id, handler)),
    );
}

async function callServer(session: Session, command: string, ...args: unknown[]): Promise<void> {
    if (!session.running) {
        void vscode.window.showWarningMessage('Lacewing\'s server is not running yet.');
        return;
    }
    await vscode.commands.executeCommand(command, ...args);
}

async function showMenu(): Promise<void> {
    const choices = [
        { label: '$(output) Show output', command: 'lacewing.editor.showOutput' },
        { label: '$(debug-restart) Restart the server', command: 'lacewing.editor.restart' },
        { label: '$(database) Rebuild the index', command: 'lacewing.editor.rebuildIndex' },
        { label: '$(tools) Set up the environment again', command: 'lacewing.editor.setUp' },
        { label: '$(gear) Settings', command: 'workbench.action.openSettings', argument: '@ext:lacewing.lacewing' },
    ];
    const choice = await vscode.window.showQuickPick(choices, { title: 'Lacewing' });
    if (choice !== undefined) {
        await vscode.commands.executeCommand(choice.command, ...(choice.argument === undefined ? [] : [choice.argument]));
    }
}
