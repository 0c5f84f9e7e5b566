/** The language client, with what it does on a failure made ours: a restart or two, and one message instead of three. */

import {
    CloseAction,
    ErrorAction,
    LanguageClient,
    State,
    type CloseHandlerResult,
    type LanguageClientOptions,
    type ServerOptions,
} from 'vscode-languageclient/node';

import { RestartLimit } from './restarts';

export class Client extends LanguageClient {
    private readonly restarts: RestartLimit;

    /** `onGivenUp` is called when a server that ran has ended and is not started again. */
    constructor(server: ServerOptions, options: LanguageClientOptions, onGivenUp: () => void) {
        super('lacewing', 'Lacewing', server, {
            ...options,
            initializationFailedHandler: () => false,
            errorHandler: {
                error: (_error, _message, count) => ({
                    action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
                    handled: true,
                }),
                closed: () => this.closed(onGivenUp),
            },
        });
        this.restarts = new RestartLimit(4, 180_000);
    }

    /** Failures go to the output only; the session tells the person, with something to do about them. */
    override error(message: string, data?: unknown): void {
        super.error(message, data, false);
    }

    private closed(onGivenUp: () => void): CloseHandlerResult {
        if (this.state !== State.Running) {
            return { action: CloseAction.DoNotRestart, handled: true }; // start() rejects, which is told there
        }
        if (this.restarts.allow(Date.now())) {
            return { action: CloseAction.Restart, handled: true };
        }
        onGivenUp();
        return { action: CloseAction.DoNotRestart, handled: true };
    }
}
