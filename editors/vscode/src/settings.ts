/** The `lacewing` settings as the server wants them: only what somebody set, so that project files keep their say. */

export type Settings = { [key: string]: unknown };

/** Settings the extension itself acts on; the server does not know them. */
const CLIENT_SECTIONS = ['server', 'trace'];

/** One setting as VS Code's `inspect` reports it, with its whole key. */
export interface Inspected {
    readonly key: string;
    readonly values: readonly unknown[];
}

/** The strongest value of each setting that has one, nested by the dots of its key. */
export function explicitSettings(inspected: readonly Inspected[]): Settings {
    const settings: Settings = {};
    for (const { key, values } of inspected) {
        const value = values.find((candidate) => candidate !== undefined);
        const path = key.split('.');
        const name = path.pop();
        if (value === undefined || name === undefined || CLIENT_SECTIONS.includes(path[0] ?? name)) {
            continue;
        }
        let table = settings;
        for (const part of path) {
            table = (table[part] ??= {}) as Settings;
        }
        table[name] = value;
    }
    return settings;
}

/** The keys of the settings an extension's manifest declares under `lacewing.`. */
export function declaredKeys(manifest: unknown): string[] {
    const { contributes } = manifest as {
        contributes: { configuration: { properties: Record<string, unknown> }[] };
    };
    return contributes.configuration
        .flatMap((category) => Object.keys(category.properties))
        .map((key) => key.replace(/^lacewing\./, ''));
}

/** `value` with a leading `~` and `${workspaceFolder}` put in. */
export function expandPath(value: string, home: string, workspaceFolder: string | undefined): string {
    const expanded = value.replace(/^~(?=$|[\\/])/, () => home);
    return workspaceFolder === undefined ? expanded : expanded.replaceAll('${workspaceFolder}', () => workspaceFolder);
}
