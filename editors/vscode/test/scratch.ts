/** Folders and programs that tests make for themselves. */

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** A new folder that goes when the test ends. */
export function scratch(test: TestContext): string {
    const folder = mkdtempSync(join(tmpdir(), 'lacewing-test-'));
    test.after(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
}

/** An executable shell script named `name` in `folder`. */
export function program(folder: string, name: string, body: string): string {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\n${body}\n`);
    chmodSync(path, 0o755);
    return path;
}
