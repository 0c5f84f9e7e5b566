/** The extension's beginning and end: its parts are put together here. */

import * as vscode from 'vscode';

import { executeServerCommand, MENU, registerCommands } from './commands';
import { Explanations } from './explanation';
import { NextEdits } from './nextEdit';
import { Session } from './session';
import { StatusItem } from './status';

let session: Session | undefined;

/** Called by VS Code when the first file is opened, of whatever language. Does not wait for the server. */
export function activate(context: vscode.ExtensionContext): void {
    const log = vscode.window.createOutputChannel('Lacewing', { log: true });
    const status = new StatusItem(MENU);
    const explanations = new Explanations(context);
    session = new Session(context, log, status, (command, args, next) =>
        executeServerCommand(explanations, command, args, next));
    context.subscriptions.push(log, status, explanations, session, registerCommands(session, log),
        new NextEdits(session));
    void session.start();
}

/** Called by VS Code before it ends; waits for the server's own end. */
export async function deactivate(): Promise<void> {
    await session?.end();
}
