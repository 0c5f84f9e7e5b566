/** The running server: started, watched, restarted and ended, one at a time. */

import * as vscode from 'vscode';
import {
    DidChangeConfigurationNotification,
    RevealOutputChannelOn,
    State,
    type LanguageClientOptions,
    type Middleware,
} from 'vscode-languageclient/node';

import { Client } from './client';
import { showEditedFile } from './commands';
import { serverSettings } from './configuration';
import { askForKey, storedKeys, type Keys } from './keys';
import { declaredKeys } from './settings';
import { SetupError } from './setup/failure';
import { resolveServer, setUpAgain } from './setup/install';
import { Cancelled } from './setup/process';
import type { ServerCommand } from './setup/locate';
import type { ServerStatus, StatusItem } from './status';

/** What the person may do about a failure, beside reading it. */
const RETRY = 'Retry';
const SETTINGS = 'Open Settings';
const OUTPUT = 'Show Output';

export class Session implements vscode.Disposable {
    private client: Client | undefined;
    private keys: Keys = {};
    private last: Promise<void> = Promise.resolve();
    private readonly declared: readonly string[];
    private readonly ending = new AbortController();
    private readonly listener: vscode.Disposable;

    constructor(
        private readonly context: vscode.ExtensionContext,
        private readonly log: vscode.LogOutputChannel,
        private readonly status: StatusItem,
        private readonly executeCommand: NonNullable<Middleware['executeCommand']>,
    ) {
        this.declared = declaredKeys(context.extension.packageJSON);
        this.listener = vscode.workspace.onDidChangeConfiguration((event) => this.configurationChanged(event));
    }

    get running(): boolean {
        return this.client?.state === State.Running;
    }

    /** The server's answer to a request of its own; undefined when it does not run or cannot answer. */
    async request<Answer>(method: string, params: unknown): Promise<Answer | undefined> {
        try {
            return this.running ? await this.client?.sendRequest<Answer>(method, params) : undefined;
        } catch (error) {
            this.log.debug(`${method}: ${String(error)}`);
            return undefined;
        }
    }

    async start(): Promise<void> {
        await this.next(() => this.startNow());
    }

    /** Ends the server, and a set-up that is under way, for good. */
    async end(): Promise<void> {
        this.ending.abort();
        await this.next(() => this.stopNow());
    }

    async restart(): Promise<void> {
        await this.next(async () => {
            await this.stopNow();
            await this.startNow();
        });
    }

    /** Makes the extension's own environment anew and starts the server from it. */
    async setUpAgain(): Promise<void> {
        await this.next(async () => {
            await this.stopNow();
            await this.guard(async () => {
                this.status.show({ state: 'settingUp', message: 'setting up the server' });
                await setUpAgain(this.context, this.log, this.ending.signal);
            }, () => this.setUpAgain()) && await this.startNow();
        });
    }

    /** Asks for an API key; the server is started again with it. */
    async askForKey(): Promise<void> {
        if (await askForKey(this.context.secrets)) {
            await this.restart();
        }
    }

    dispose(): void {
        this.listener.dispose();
        void this.end();
    }

    /** Runs `work` after all that was asked before it: a start and a stop never overlap. */
    private async next(work: () => Promise<void>): Promise<void> {
        this.last = this.last.then(work, work);
        await this.last;
    }

    private async startNow(): Promise<void> {
        if (this.client !== undefined || this.ending.signal.aborted) {
            return;
        }
        await this.guard(async () => {
            this.status.show({ state: 'settingUp', message: 'looking for the server' });
            const server = await resolveServer(this.context, this.log, this.ending.signal);
            this.log.info(`Starting ${[server.command, ...server.args].join(' ')}: ${server.origin}`);
            this.status.setOrigin(server.origin);
            this.status.show({ state: 'starting', message: 'starting the server' });
            await this.connect(server);
        }, () => this.restart());
    }

    private async stopNow(): Promise<void> {
        const client = this.client;
        this.client = undefined;
        try {
            await client?.dispose(5000);
        } catch (error) {
            this.log.warn(`The server did not end in order: ${String(error)}`);
        }
        this.status.show({ state: 'stopped', message: 'stopped' });
    }

    private async connect(server: ServerCommand): Promise<void> {
        this.keys = await storedKeys(this.context.secrets);
        const run = { command: server.command, args: [...server.args] };
        const client = new Client(run, this.clientOptions(), () => this.givenUp());
        client.onNotification('lacewing/status', (status: ServerStatus) => this.status.show(status));
        client.onDidChangeState(({ newState }) => {
            void vscode.commands.executeCommand('setContext', 'lacewing.running', newState === State.Running);
        });
        this.client = client;
        try {
            await client.start();
        } catch (error) {
            this.client = undefined;
            await client.dispose().catch(() => undefined);
            this.log.error(String(error));
            throw new Error('The server ended before it was ready. The output has what it printed.');
        }
    }

    /** The server ended again and again. */
    private givenUp(): void {
        const message = 'Lacewing\'s server has ended several times and is not started again. The output has what it printed.';
        this.status.show({ state: 'error', message });
        void this.ask(message, undefined, () => this.restart());
    }

    private clientOptions(): LanguageClientOptions {
        return {
            documentSelector: [{ scheme: 'file' }, { scheme: 'untitled' }],
            outputChannel: this.log,
            revealOutputChannelOn: RevealOutputChannelOn.Never,
            initializationOptions: () => ({
                ...serverSettings(this.declared),
                keys: this.keys,
                client: { showsExplanation: true, showsStatus: true },
            }),
            middleware: {
                executeCommand: this.executeCommand,
                // The status bar item shows what the server does, and commands show theirs: not a second time beside it.
                handleWorkDoneProgress: () => {},
                resolveCodeAction: async (action, token, next) => showEditedFile(await next(action, token) ?? action),
                workspace: {
                    configuration: (params) => params.items.map((item) => this.configurationFor(item)),
                    // Changes are sent by configurationChanged, which knows what was set by hand.
                    didChangeConfiguration: async () => {},
                },
            },
        };
    }

    private configurationFor({ section, scopeUri }: { section?: string; scopeUri?: string }): unknown {
        const scope = scopeUri === undefined ? undefined : vscode.Uri.parse(scopeUri);
        const settings: unknown = { lacewing: serverSettings(this.declared, scope) };
        return (section ?? '').split('.').filter((part) => part !== '').reduce<unknown>(
            (value, part) => (value as Record<string, unknown> | undefined)?.[part],
            settings,
        ) ?? null;
    }

    private configurationChanged(event: vscode.ConfigurationChangeEvent): void {
        if (event.affectsConfiguration('lacewing.server')) {
            void this.restart();
        } else if (event.affectsConfiguration('lacewing') && this.running) {
            const settings = { lacewing: serverSettings(this.declared) };
            void this.client?.sendNotification(DidChangeConfigurationNotification.type, { settings });
        }
    }

    /** Runs `work` and tells the person when it fails; false then. The question is not waited for. */
    private async guard(work: () => Promise<void>, retry: () => Promise<void>): Promise<boolean> {
        try {
            await work();
            return true;
        } catch (error) {
            if (this.ending.signal.aborted) {
                return false;
            }
            const cancelled = error instanceof Cancelled;
            const message = cancelled
                ? 'Lacewing\'s set-up was cancelled; there is no server until it is done.'
                : `Lacewing could not start. ${error instanceof Error ? error.message : String(error)}`;
            this.log.error(message);
            this.status.show({ state: cancelled ? 'stopped' : 'error', message });
            void this.ask(message, error, retry);
            return false;
        }
    }

    private async ask(message: string, error: unknown, retry: () => Promise<void>): Promise<void> {
        const setting = error instanceof SetupError ? error.setting : undefined;
        const choices = [RETRY, ...(setting === undefined ? [] : [SETTINGS]), OUTPUT];
        const show = error instanceof Cancelled ? vscode.window.showInformationMessage : vscode.window.showErrorMessage;
        const choice = await show(message, ...choices);
        if (choice === RETRY) {
            await retry();
        } else if (choice === SETTINGS) {
            await vscode.commands.executeCommand('workbench.action.openSettings', setting);
        } else if (choice === OUTPUT) {
            this.log.show();
        }
    }
}
