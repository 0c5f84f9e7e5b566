/** Versions of Python and of the server, compared as far as the extension needs. */

export interface Version {
    readonly major: number;
    readonly minor: number;
    readonly patch: number;
}

/** The oldest Python the server runs on; the server's own `requires-python` says the same. */
export const OLDEST_PYTHON: Version = { major: 3, minor: 11, patch: 0 };

/** The first `1.2` or `1.2.3` in `text`, such as the output of `--version`. */
export function parseVersion(text: string): Version | undefined {
    const found = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
    return found ? { major: Number(found[1]), minor: Number(found[2]), patch: Number(found[3] ?? 0) } : undefined;
}

/** Whether two versions of the server understand each other: the same major and minor number. */
export function sameRelease(one: Version, other: Version): boolean {
    return one.major === other.major && one.minor === other.minor;
}

export function atLeast(version: Version, oldest: Version): boolean {
    const differences = [version.major - oldest.major, version.minor - oldest.minor, version.patch - oldest.patch];
    return (differences.find((difference) => difference !== 0) ?? 0) >= 0;
}

/** The version in a wheel's file name (`lacewing-0.1.0-py3-none-any.whl`); undefined for any other file. */
export function wheelVersion(fileName: string): string | undefined {
    return /^lacewing-([^-]+)-.*\.whl$/.exec(fileName)?.[1];
}
