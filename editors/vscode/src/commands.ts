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
    'lacewing.context': 'looking up the context',
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
    try {
        const answer = await vscode.window.withProgress(options, async () => await next(command, args));
        await showAnswer(explanations, command, answer);
        return answer;
    } catch (error) {
        void vscode.window.showWarningMessage(`Lacewing: ${error instanceof Error ? error.message : String(error)}`);
        return undefined;
    }
}

async function showAnswer(explanations: Explanations, command: string, answer: unknown): Promise<void> {
    if (answer === null || answer === undefined) {
        void vscode.window.showInformationMessage('Lacewing: nothing here; put the cursor on the name of a function.');
    } else if (command === 'lacewing.explain' || command === 'lacewing.context') {
        await explanations.show(answer as Explanation);
    } else if (command === 'lacewing.generateTest') {
        const { path, names, notes } = answer as GeneratedAnswer;
        await revealTest(path, names);
        if (notes.length > 0) {
            void vscode.window.showInformationMessage(`Lacewing: ${notes.join(' ')}`);
        }
    } else {
        const run = answer as RunAnswer;
        await revealTest(run.path, run.passed);
        showRun(run);
    }
}

/** Shows the first of the tests that were written (`test_x` or `TestX.test_x`) in the file at `path`. */
async function revealTest(path: string | null, [name]: readonly string[]): Promise<void> {
    if (path === null || name === undefined) {
        return;
    }
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(path));
    const found = editor.document.getText().indexOf(`def ${name.split('.').at(-1)}(`);
    if (found >= 0) {
        const place = editor.document.positionAt(found);
        editor.selection = new vscode.Selection(place, place);
        editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenter);
    }
}

/** Says what passed; that nothing did is said by the server itself. */
function showRun({ passed, failed }: RunAnswer): void {
    if (passed.length > 0) {
        const left = failed.length > 0 ? `, ${failed.length} failed and left out` : '';
        const tests = passed.length === 1 ? 'test' : 'tests';
        void vscode.window.showInformationMessage(`Lacewing: ${passed.length} generated ${tests} passed and kept${left}.`);
    }
}

/**
 * Shows the file that a code action edits, when it is another than the one it was asked in: a generated test.
 *
 * VS Code leaves such a file open in the background.
 */
export function showEditedFile(action: vscode.CodeAction): vscode.CodeAction {
    const edited = action.edit?.entries().map(([uri]) => uri) ?? [];
    const [only] = edited;
    if (only !== undefined && edited.length === 1 && action.command === undefined) {
        action.command = { title: action.title, command: 'vscode.open', arguments: [only] };
    }
    return action;
}

/** The id of the menu the status bar item opens. */
export const MENU = 'lacewing.editor.menu';

export function registerCommands(session: Session, log: vscode.LogOutputChannel): vscode.Disposable {
    const atCursor = (command: string) => async (): Promise<void> => {
        const editor = vscode.window.activeTextEditor;
        if (editor === undefined) {
            void vscode.window.showInformationMessage('Open a file and put the cursor where it is wanted first.');
        } else {
            const { line, character } = editor.selection.active;
            await callServer(session, command, editor.document.uri.toString(), { line, character });
        }
    };
    const commands: Readonly<Record<string, () => unknown>> = {
        'lacewing.editor.explain': atCursor('lacewing.explain'),
        'lacewing.editor.generateTest': atCursor('lacewing.generateTest'),
        'lacewing.editor.runTest': atCursor('lacewing.runTest'),
        'lacewing.editor.context': atCursor('lacewing.context'),
        'lacewing.editor.rebuildIndex': () => callServer(session, 'lacewing.index.rebuild'),
        'lacewing.editor.showOutput': () => log.show(),
        'lacewing.editor.restart': () => session.restart(),
        'lacewing.editor.setUp': () => session.setUpAgain(),
        'lacewing.editor.setKey': () => session.askForKey(),
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
        { label: '$(list-tree) Show context for the cursor', command: 'lacewing.editor.context' },
        { label: '$(database) Rebuild the index', command: 'lacewing.editor.rebuildIndex' },
        { label: '$(tools) Set up the environment again', command: 'lacewing.editor.setUp' },
        { label: '$(key) Set the API key of a model', command: 'lacewing.editor.setKey' },
        { label: '$(gear) Settings', command: 'workbench.action.openSettings', argument: '@ext:lacewing.lacewing' },
    ];
    const choice = await vscode.window.showQuickPick(choices, { title: 'Lacewing' });
    if (choice !== undefined) {
        await vscode.commands.executeCommand(choice.command, ...(choice.argument === undefined ? [] : [choice.argument]));
    }
}
