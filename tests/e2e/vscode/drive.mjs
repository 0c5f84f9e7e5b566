// What a person does on the first day with the extension, checked on the screen and on disk.
//
// Started by run.sh, which sets ADDRESS, PROJECT, ARTIFACTS, BROWSER_DATA, CHROMIUM, PLAYWRIGHT and PYTHON.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { openWorkbench } from './workbench.mjs';

const { ADDRESS, PROJECT, ARTIFACTS, BROWSER_DATA, CHROMIUM, PYTHON } = process.env;
const MODULE = 'inflection/__init__.py';
const TYPED = ['', 'def is_uncountable(word: str) -> bool:', 'return word.lower() in UNC'];
const NEXT_SIGNATURE = 'def shout(word: str';
const read = (path) => readFileSync(join(PROJECT, path), 'utf8');

/** The line (1-based) of the first line of MODULE that starts with `text`. */
function lineOf(text) {
    const line = read(MODULE).split('\n').findIndex((candidate) => candidate.startsWith(text));
    assert.notEqual(line, -1, `${MODULE} has no line ${text}`);
    return line + 1;
}

function assertParses(path) {
    execFileSync(PYTHON, ['-c', 'import ast, sys; ast.parse(open(sys.argv[1], encoding="utf-8").read())', join(PROJECT, path)]);
}

const steps = {
    async 'opening a file starts the set-up'(workbench) {
        await workbench.openFile(MODULE);
        await workbench.status('Lacewing').waitFor();
        await workbench.page.locator('.notification-toast', { hasText: 'setting up its server' }).waitFor();
        await workbench.page.waitForTimeout(1500); // so that the picture shows a step of it
        await workbench.screenshot('set-up');
    },

    async 'the server gets ready from its own environment'(workbench) {
        const ready = workbench.status('Lacewing').filter({ has: workbench.page.locator('.codicon-sparkle') });
        const failed = workbench.page.locator('.notification-toast', { hasText: 'Lacewing could not start' });
        await ready.or(failed).first().waitFor({ timeout: 180_000 });
        await workbench.screenshot('ready');
        assert.equal(await failed.count(), 0, 'the set-up failed');
    },

    async 'ghost text appears while typing and Tab accepts it'(workbench) {
        const before = read(MODULE);
        await workbench.editor().locator('.view-lines').click();
        await workbench.page.keyboard.press('Control+End');
        for (const [index, line] of TYPED.entries()) {
            await workbench.page.keyboard.type(`${index > 0 ? '\n' : ''}${line}`, { delay: 15 });
        }
        const ghost = await workbench.ghostText();
        await workbench.screenshot('ghost-text');
        await workbench.acceptGhostText();
        await workbench.save();
        await workbench.screenshot('accepted');
        assert.ok(read(MODULE).startsWith(before), 'what stood before is unchanged');
        const added = read(MODULE).slice(before.length).trimEnd().split('\n');
        assert.deepEqual(added, ['', TYPED[1], `    ${TYPED[2]}${ghost}`], 'the accepted text is in the saved file');
        assert.equal(added.at(-1), '    return word.lower() in UNCOUNTABLES', 'and is the name the project has');
    },

    async 'asked for, ghost text replaces the bracket that VS Code closed'(workbench) {
        const before = read(MODULE).trimEnd();
        await workbench.page.keyboard.press('Control+End');
        await workbench.page.keyboard.type('\n\n');
        await workbench.page.keyboard.press('Home');
        await workbench.page.keyboard.press('Shift+End');
        await workbench.page.keyboard.type(NEXT_SIGNATURE, { delay: 15 });
        await workbench.command('Trigger Inline Suggestion');
        await workbench.ghostText();
        await workbench.screenshot('ghost-text-asked-for');
        await workbench.acceptGhostText();
        await workbench.page.keyboard.type('\nreturn word.upper()');
        await workbench.save();
        const added = read(MODULE).slice(before.length).trim();
        assert.equal(added, `${NEXT_SIGNATURE}) -> str:\n    return word.upper()`);
        assertParses(MODULE);
    },

    async 'the lens above a function explains it'(workbench) {
        await workbench.openFile(MODULE, lineOf('def ordinalize('));
        const lens = workbench.editor().locator('.codelens-decoration a', { hasText: 'Explain' }).filter({ visible: true });
        await lens.first().waitFor();
        await workbench.screenshot('lenses');
        await lens.first().click();
        const { text, link } = await workbench.preview('ordinalize');
        await workbench.screenshot('explanation');
        assert.match(text, /ordinal\b/, 'what it calls is told');
        await link(new RegExp(`${MODULE}:${lineOf('def ordinal(')}$`)).click();
        await workbench.status(`Ln ${lineOf('def ordinal(')}`).waitFor();
        await workbench.screenshot('followed-a-link');
    },

    async 'the palette explains what the cursor is on'(workbench) {
        await workbench.openFile(MODULE, lineOf('def parameterize('));
        await workbench.command('Lacewing: Explain');
        await workbench.preview('parameterize');
        await workbench.screenshot('explanation-by-palette');
    },

    async 'a code action writes a test'(workbench) {
        const existing = read('test_inflection.py');
        await workbench.openFile(MODULE, lineOf('def parameterize('));
        await workbench.page.keyboard.press('End');
        await workbench.codeAction('Generate test for', 'code-actions');
        await workbench.tab('test_').first().waitFor();
        await workbench.page.waitForTimeout(500);
        await workbench.screenshot('generated-test');
        await workbench.save();
        const written = ['test_inflection.py', 'tests/test_inflection.py', 'test___init__.py']
            .filter((path) => existsSync(join(PROJECT, path)))
            .find((path) => read(path) !== existing);
        assert.ok(written, 'a test file was written');
        const text = read(written);
        assert.match(text, /def test_\w*parameterize/);
        assertParses(written);
    },
};

async function main() {
    const began = Date.now();
    const seconds = () => ((Date.now() - began) / 1000).toFixed(1);
    const workbench = await openWorkbench({
        address: ADDRESS,
        folder: PROJECT,
        executablePath: CHROMIUM,
        userData: BROWSER_DATA,
        artifacts: ARTIFACTS,
    });
    try {
        for (const [name, step] of Object.entries(steps)) {
            await step(workbench).catch(async (error) => {
                await workbench.screenshot('failure');
                error.message = `${name}: ${error.message}`;
                throw error;
            });
            console.log(`[${seconds()} s] ${name}`);
        }
    } finally {
        await workbench.close();
    }
}

try {
    await main();
} catch (error) {
    console.error(`failed: ${error.stack}`);
    process.exitCode = 1;
}
