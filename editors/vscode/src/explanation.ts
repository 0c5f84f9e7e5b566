/**
 * Explanations, and the context a model would be shown, as a Markdown preview beside the code.
 *
 * Each is a file in the extension's storage, not a virtual document: VS Code's preview follows links to files only from
 * a file, and by relative paths; it refuses `file:` links, which every other editor understands.
 */

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';

import { relativeLinks } from './links';

/** What the server's `lacewing.explain` and `lacewing.context` answer. */
export interface Explanation {
    readonly title: string;
    readonly markdown: string;
}

export class Explanations implements vscode.Disposable {
    private readonly folder: string;

    constructor(context: vscode.ExtensionContext) {
        this.folder = join((context.storageUri ?? context.globalStorageUri).fsPath, `explanations-${process.pid}`);
    }

    async show({ title, markdown }: Explanation): Promise<void> {
        const path = join(this.folder, `${fileName(title)}.md`);
        await mkdir(this.folder, { recursive: true });
        await writeFile(path, relativeLinks(markdown, this.folder));
        const asked = vscode.window.activeTextEditor;
        await vscode.commands.executeCommand('markdown.showPreviewToSide', vscode.Uri.file(path));
        await vscode.commands.executeCommand('markdown.preview.refresh'); // one shown before under the same name
        if (asked !== undefined) {
            await vscode.window.showTextDocument(asked.document, asked.viewColumn); // the preview has taken the focus
        }
    }

    dispose(): void {
        void rm(this.folder, { recursive: true, force: true });
    }
}

/** `title` as a file name: the preview's tab shows it. */
function fileName(title: string): string {
    return title.replace(/[\\/:*?"<>|`\r\n]+/g, ' ').trim().slice(0, 80) || 'Explanation';
}
