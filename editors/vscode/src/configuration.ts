/** Reading the `lacewing` settings from VS Code. */

import * as vscode from 'vscode';
import { homedir } from 'node:os';

import { expandPath, explicitSettings, type Settings } from './settings';

/** The explicit settings that hold for `scope`. `declared` are the keys of the extension's manifest, without `lacewing.`. */
export function serverSettings(declared: readonly string[], scope?: vscode.Uri): Settings {
    const configuration = vscode.workspace.getConfiguration('lacewing', scope ?? null);
    return explicitSettings(declared.map((key) => {
        const found = configuration.inspect(key);
        return {
            key,
            values: [
                found?.workspaceFolderLanguageValue,
                found?.workspaceFolderValue,
                found?.workspaceLanguageValue,
                found?.workspaceValue,
                found?.globalLanguageValue,
                found?.globalValue,
            ],
        };
    }));
}

/** A path from the settings, expanded; empty when it is not set. */
export function pathSetting(key: 'server.path' | 'server.python'): string {
    const value = vscode.workspace.getConfiguration('lacewing').get<string>(key, '').trim();
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    return expandPath(value, homedir(), folder);
}
