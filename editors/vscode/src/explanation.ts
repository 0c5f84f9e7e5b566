/** Explanations, shown as a Markdown preview beside the code. */

import * as vscode from 'vscode';

/** What the server's `lacewing.explain` answers. */
export interface Explanation {
    readonly title: string;
    readonly markdown: string;
}

const SCHEME = 'lacewing-explanation';
const KEPT = 50;

export class Explanations implements vscode.TextDocumentContentProvider, vscode.Disposable {
    private readonly texts = new Map<string, string>();
    private readonly changed = new vscode.EventEmitter<vscode.Uri>();
    private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
    readonly onDidChange = this.changed.event;

    provideTextDocumentContent(uri: vscode.Uri): string {
        return this.texts.get(uri.toString()) ?? 'This explanation is no longer kept. Ask for it again.';
    }

    async show({ title, markdown }: Explanation): Promise<void> {
        const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${fileName(title)}.md` });
        this.texts.delete(uri.toString());
        this.texts.set(uri.toString(), markdown);
        for (const oldest of [...this.texts.keys()].slice(0, -KEPT)) {
            this.texts.delete(oldest);
        }
        this.changed.fire(uri);
        await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
    }

    dispose(): void {
        this.registration.dispose();
        this.changed.dispose();
    }
}

/** `title` as a file name: the preview's tab shows it. */
function fileName(title: string): string {
    return title.replace(/[\\/:*?"<>|`\r\n]+/g, ' ').trim().slice(0, 80) || 'Explanation';
}
