/** After a change: where else the same is still to be done, shown in the text, gone to and made with one key. */

import * as vscode from 'vscode';

import type { Session } from './session';

/** Milliseconds without a change before the server is asked. */
const PAUSE = 400;
const GO_KEY = 'Alt+N';

/** What the server's `lacewing/nextEdit` answers, likeliest first (docs/protocol.md). */
interface OfferedEdit {
    readonly id: string;
    readonly uri: string;
    readonly version: number | null;
    readonly range: { readonly start: vscode.Position; readonly end: vscode.Position };
    readonly newText: string;
    readonly reason: string;
}
interface Offer {
    readonly id: string;
    readonly uri: vscode.Uri;
    readonly range: vscode.Range;
    readonly newText: string;
    readonly reason: string;
}

export class NextEdits implements vscode.Disposable {
    private offers: readonly Offer[] = [];
    private timer: NodeJS.Timeout | undefined;
    private asked = 0;
    private readonly old = vscode.window.createTextEditorDecorationType({
        textDecoration: 'line-through',
        backgroundColor: new vscode.ThemeColor('diffEditor.removedTextBackground'),
    });
    private readonly added = vscode.window.createTextEditorDecorationType({});
    private readonly hint = vscode.window.createTextEditorDecorationType({ isWholeLine: true });
    private readonly parts: vscode.Disposable;

    constructor(private readonly session: Session) {
        this.parts = vscode.Disposable.from(
            this.old, this.added, this.hint,
            vscode.workspace.onDidChangeTextDocument((event) => this.changed(event)),
            vscode.window.onDidChangeVisibleTextEditors(() => this.show()),
            vscode.window.onDidChangeTextEditorSelection(() => this.showHint()),
            vscode.commands.registerCommand('lacewing.editor.nextEdit', () => this.go()),
            vscode.commands.registerCommand('lacewing.editor.dismissNextEdit', () => this.dismiss()),
        );
    }

    dispose(): void {
        clearTimeout(this.timer);
        this.parts.dispose();
    }

    private changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
        if (document.uri.scheme !== 'file' || contentChanges.length === 0) {
            return;
        }
        this.set([]);
        clearTimeout(this.timer);
        this.timer = setTimeout(() => void this.ask(document), PAUSE);
    }

    private async ask(document: vscode.TextDocument): Promise<void> {
        const number = ++this.asked;
        const version = document.version;
        const answer = await this.session.request<{ edits: OfferedEdit[] } | null>(
            'lacewing/nextEdit', { textDocument: { uri: document.uri.toString() } },
        );
        if (number === this.asked && document.version === version) {
            this.set((answer?.edits ?? []).map(toOffer));
        }
    }

    private set(offers: readonly Offer[]): void {
        this.offers = offers;
        void vscode.commands.executeCommand('setContext', 'lacewing.nextEdit', offers.length > 0);
        this.show();
    }

    private show(): void {
        for (const editor of vscode.window.visibleTextEditors) {
            const here = this.offers.filter(({ uri }) => uri.toString() === editor.document.uri.toString());
            editor.setDecorations(this.old, here.map(({ range }) => range));
            editor.setDecorations(this.added, here.map(({ range, newText, reason }) => ({
                range: new vscode.Range(range.end, range.end),
                hoverMessage: reason,
                renderOptions: { after: {
                    contentText: shortened(newText),
                    backgroundColor: new vscode.ThemeColor('diffEditor.insertedTextBackground'),
                } },
            })));
        }
        this.showHint();
    }

    /** Where the next edit is, behind the cursor's line, when the cursor is elsewhere. */
    private showHint(): void {
        const editor = vscode.window.activeTextEditor;
        if (editor === undefined) {
            return;
        }
        const offer = this.best(editor);
        if (offer === undefined || isAt(editor, offer)) {
            editor.setDecorations(this.hint, []);
            return;
        }
        const line = editor.document.lineAt(editor.selection.active.line).range;
        editor.setDecorations(this.hint, [{
            range: new vscode.Range(line.end, line.end),
            renderOptions: { after: {
                contentText: `  → ${where(editor, offer)}: ${offer.reason} (${GO_KEY})`,
                color: new vscode.ThemeColor('editorCodeLens.foreground'),
            } },
        }]);
    }

    /** The offer at the cursor, else the likeliest. */
    private best(editor: vscode.TextEditor): Offer | undefined {
        return this.offers.find((offer) => isAt(editor, offer)) ?? this.offers[0];
    }

    /** Goes to the next edit; where the cursor stands at one already, makes it, and those like it on the line. */
    private async go(): Promise<void> {
        const editor = vscode.window.activeTextEditor;
        const offer = editor === undefined ? this.offers[0] : this.best(editor);
        if (offer === undefined) {
            void vscode.window.showInformationMessage('Lacewing: no next edit is known.');
        } else if (editor !== undefined && isAt(editor, offer)) {
            const edit = new vscode.WorkspaceEdit();
            for (const { uri, range, newText } of this.offers.filter((other) => isLike(offer, other) && isAt(editor, other))) {
                edit.replace(uri, range, newText);
            }
            await vscode.workspace.applyEdit(edit);
            clearTimeout(this.timer); // what comes after it is wanted at once
            await this.ask(editor.document);
        } else {
            const shown = await vscode.window.showTextDocument(offer.uri);
            shown.selection = new vscode.Selection(offer.range.start, offer.range.start);
            shown.revealRange(offer.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
            this.show();
        }
    }

    /** What is offered, and all that do the same, is not wanted. */
    private async dismiss(): Promise<void> {
        const editor = vscode.window.activeTextEditor;
        const offer = editor === undefined ? this.offers[0] : this.best(editor);
        if (offer !== undefined) {
            await vscode.commands.executeCommand('lacewing.nextEdit.dismiss', offer.id);
            this.set([]);
            if (editor !== undefined) {
                await this.ask(editor.document);
            }
        }
    }
}

function toOffer({ id, uri, range, newText, reason }: OfferedEdit): Offer {
    const { start, end } = range;
    return {
        id, newText, reason,
        uri: vscode.Uri.parse(uri),
        range: new vscode.Range(start.line, start.character, end.line, end.character),
    };
}

function isLike(one: Offer, other: Offer): boolean {
    return one.reason === other.reason && one.uri.toString() === other.uri.toString();
}

function isAt(editor: vscode.TextEditor, { uri, range }: Offer): boolean {
    const { line } = editor.selection.active;
    return uri.toString() === editor.document.uri.toString() && range.start.line <= line && line <= range.end.line;
}

function where(editor: vscode.TextEditor, { uri, range }: Offer): string {
    const line = range.start.line + 1;
    const same = uri.toString() === editor.document.uri.toString();
    return same ? `line ${line}` : `${uri.path.split('/').at(-1)}:${line}`;
}

function shortened(text: string): string {
    const line = text.replaceAll(/\s*\n\s*/g, ' ⏎ ');
    return line.length <= 80 ? line : `${line.slice(0, 79)}…`;
}
