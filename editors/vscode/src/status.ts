/** The status bar item: what the server is doing, and the door to the extension's menu. */

import * as vscode from 'vscode';

/** The payload of `lacewing/status`. */
export interface ServerStatus {
    readonly state: 'starting' | 'indexing' | 'ready' | 'error';
    readonly message: string;
    readonly done?: number;
    readonly total?: number;
    readonly model?: string;
}

/** What the item shows: the server's own status, or what the extension does with it. */
export type Shown = ServerStatus | { readonly state: 'settingUp' | 'stopped'; readonly message: string };

const ICONS: Readonly<Record<Shown['state'], string>> = {
    starting: '$(sync~spin)',
    settingUp: '$(sync~spin)',
    indexing: '$(sync~spin)',
    ready: '$(sparkle)',
    error: '$(error)',
    stopped: '$(circle-slash)',
};

export class StatusItem implements vscode.Disposable {
    private readonly item = vscode.window.createStatusBarItem('lacewing.status', vscode.StatusBarAlignment.Right, 100);
    private origin = '';

    constructor(menuCommand: string) {
        this.item.name = 'Lacewing';
        this.item.command = menuCommand;
        this.show({ state: 'stopped', message: 'not started' });
        this.item.show();
    }

    /** Which server is running; shown with every status from now on. */
    setOrigin(origin: string): void {
        this.origin = origin;
    }

    show(status: Shown): void {
        this.item.text = `${ICONS[status.state]} ${label(status)}`;
        this.item.tooltip = this.tooltip(status);
        this.item.backgroundColor = status.state === 'error'
            ? new vscode.ThemeColor('statusBarItem.errorBackground')
            : undefined;
        this.item.accessibilityInformation = { label: `Lacewing: ${status.message || status.state}` };
    }

    dispose(): void {
        this.item.dispose();
    }

    private tooltip(status: Shown): vscode.MarkdownString {
        const text = new vscode.MarkdownString('**Lacewing**\n\n');
        text.appendText(status.message || status.state);
        if ('model' in status && status.model) {
            text.appendMarkdown('\n\nModel: ').appendText(status.model);
        }
        if (this.origin !== '') {
            text.appendMarkdown('\n\nServer: ').appendText(this.origin);
        }
        return text;
    }
}

function label(status: Shown): string {
    switch (status.state) {
        case 'indexing':
            return status.total ? `Lacewing ${Math.floor((100 * (status.done ?? 0)) / status.total)}%` : 'Lacewing indexing';
        case 'settingUp':
            return 'Lacewing setting up';
        case 'starting':
            return 'Lacewing starting';
        default:
            return 'Lacewing';
    }
}
