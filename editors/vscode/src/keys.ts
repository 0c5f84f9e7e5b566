/** API keys of model servers by host: kept in VS Code's secret storage, given to the server when it starts. */

import * as vscode from 'vscode';

const STORED = 'lacewing.keys';

export type Keys = Readonly<Record<string, string>>;

export async function storedKeys(secrets: vscode.SecretStorage): Promise<Keys> {
    try {
        return JSON.parse(await secrets.get(STORED) ?? '{}') as Keys;
    } catch {
        return {};
    }
}

/** Asks for a host and its key, an empty one to forget it, and keeps it; whether anything changed. */
export async function askForKey(secrets: vscode.SecretStorage): Promise<boolean> {
    const endpoint = vscode.workspace.getConfiguration('lacewing.model').get<string>('endpoint', '');
    const title = 'Lacewing: API key of a model server';
    const host = await vscode.window.showInputBox({ title, prompt: 'Host of the server', value: hostOf(endpoint) });
    if (host === undefined || host === '') {
        return false;
    }
    const prompt = `API key for ${host}; empty to forget it`;
    const key = await vscode.window.showInputBox({ title, prompt, password: true, ignoreFocusOut: true });
    if (key === undefined) {
        return false;
    }
    const { [host]: _old, ...others } = await storedKeys(secrets);
    await secrets.store(STORED, JSON.stringify(key === '' ? others : { ...others, [host]: key }));
    return true;
}

function hostOf(endpoint: string): string {
    try {
        return new URL(endpoint).hostname;
    } catch {
        return '';
    }
}
