// What a person does on the first day with the extension, checked on the screen and on disk.
//
// Started by run.sh, which sets ADDRESS, PROJECT, ARTIFACTS, BROWSER_DATA, CHROMIUM, PLAYWRIGHT, PYTHON, MODEL (the
// address of llama.cpp's server, or nothing) and SETTINGS (the files of settings, with colons between them).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { openWorkbench } from './workbench.mjs';

const { ADDRESS, PROJECT, ARTIFACTS, BROWSER_DATA, CHROMIUM, PYTHON, MODEL, SETTINGS } = process.env;
const MODULE = 'src/humanize/number.py';
const TESTS = 'tests/test_number.py';
const read = (path) => readFileSync(join(PROJECT, path), 'utf8');
const EXISTING_TESTS = read(TESTS);

/** The line (1-based) of the first line of MODULE that starts with `text`. */
function lineOf(text) {
    const line = read(MODULE).split('\n').findIndex((candidate) => candidate.startsWith(text));
    assert.notEqual(line, -1, `${MODULE} has no line ${text}`);
    return line + 1;
}

/**
 * Types the beginning of `word`, a letter more each time nothing is offered, and accepts the ghost text, which it gives.
 *
 * How sure of a word the server must be before it offers it is its own affair; that it offers it is asserted.
 */
async function completeWord(workbench, word, picture) {
    for (let typed = 0, most = word.length - 2; typed < most; typed += 1) {
        await workbench.type(word[typed]);
        const offered = typed < 1 ? '' : await workbench.ghostText(3_000).catch(() => '');
        if (offered !== '') {
            if (picture) {
                await workbench.screenshot(picture);
            }
            await workbench.acceptGhostText();
            return offered;
        }
    }
    assert.fail(`nothing was offered for ${word}`);
}

/** Types `wanted`, by the first ghost text that goes on as it does, which there must be. */
async function typeWithGhostText(workbench, wanted) {
    for (let typed = 1; typed < wanted.length - 1; typed += 1) {
        await workbench.type(wanted[typed - 1]);
        const offered = await workbench.ghostText(3_000).catch(() => '');
        if (offered !== '' && wanted.startsWith(offered, typed)) {
            await workbench.acceptGhostText();
            await workbench.type(wanted.slice(typed + offered.length));
            return;
        }
    }
    assert.fail(`nothing was offered for ${wanted}`);
}

/** Changes settings while the editor runs, as somebody does who edits the file. */
function changeSettings(changes) {
    for (const file of SETTINGS.split(':')) {
        writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...changes }, null, 2));
    }
}

/** That the test file on disk has what is `wanted`, and every line it had at first, in order. */
function assertTests(...wanted) {
    const text = read(TESTS);
    wanted.forEach((pattern) => assert.match(text, pattern));
    const lines = text.split('\n');
    let at = 0;
    for (const line of EXISTING_TESTS.split('\n')) {
        at = lines.indexOf(line, at) + 1;
        assert.notEqual(at, 0, `a line is lost: ${line}`);
    }
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
        await ready.or(failed).first().waitFor({ timeout: 240_000 });
        await workbench.screenshot('ready');
        assert.equal(await failed.count(), 0, 'the set-up failed');
    },

    async 'ghost text appears while typing and Tab accepts it'(workbench) {
        const before = read(MODULE);
        await workbench.editor().locator('.view-lines').click();
        await workbench.page.keyboard.press('Control+End');
        await workbench.type('\n\ndef shout(value: ');
        await completeWord(workbench, 'NumberOrString', 'ghost-text');
        await workbench.type(') -> str:\n    try:\n    return ');
        await typeWithGhostText(workbench, '_format_not_finite(value).upper()');
        await workbench.page.keyboard.press('Escape'); // a list that comes late would have the Enter key
        await workbench.type('\n');
        await workbench.page.keyboard.press('Shift+Tab');
        // VS Code has closed the bracket that the ghost text closes too: accepting must not double it.
        await workbench.type('except (');
        const offered = await completeWord(workbench, 'TypeError, ValueError)', 'ghost-text-over-a-bracket');
        await workbench.type(offered.endsWith(':') ? '\n    return ""' : ':\n    return ""');
        await workbench.save();
        await workbench.screenshot('accepted');
        assert.equal(read(MODULE).trimEnd(), [
            before,
            '',
            'def shout(value: NumberOrString) -> str:',
            '    try:',
            '        return _format_not_finite(value).upper()',
            '    except (TypeError, ValueError):',
            '        return ""',
        ].join('\n'));
    },

    async 'the lens above a function explains it, with links'(workbench) {
        await workbench.openFile(MODULE, lineOf('def intcomma('));
        const { text, link } = await workbench.previewFromLens('Explain', 'intcomma');
        await workbench.screenshot('explanation');
        assert.match(text, /_format_not_finite/, 'what it calls is told');
        const target = lineOf('def _format_not_finite(');
        await link(new RegExp(`:${target}$`)).click();
        await workbench.status(`Ln ${target},`).waitFor();
        await workbench.screenshot('followed-a-link');
    },

    async 'after a renamed parameter its next use is one key away'(workbench) {
        const renamed = workbench.editor().locator('.view-line', { hasText: /pattern(?!:)/ });
        await workbench.openFile(MODULE, `${lineOf('    format: str')}:5`);
        await workbench.page.keyboard.press('Control+Shift+ArrowRight');
        await workbench.type('pattern');
        assert.equal(await renamed.count(), 0);
        const line = workbench.status(`Ln ${lineOf('    format: str')},`);
        await workbench.until('Alt+N goes to the next edit', async () => {
            await workbench.page.keyboard.press('Alt+n');
            await workbench.page.waitForTimeout(300);
            return await line.count() === 0;
        });
        await workbench.screenshot('next-edit');
        await workbench.page.keyboard.press('Alt+n');
        await workbench.until('Alt+N makes it', async () => await renamed.count() > 0);
        await workbench.screenshot('next-edit-made');
        await workbench.command('File: Revert File');
        await workbench.page.locator('.tab.dirty').first().waitFor({ state: 'hidden' });
    },

    async 'the palette explains what the cursor is on'(workbench) {
        await workbench.openFile(MODULE, lineOf('def clamp('));
        await workbench.command('Lacewing: Explain');
        await workbench.preview('clamp');
        await workbench.screenshot('explanation-by-palette');
    },

    async 'the palette shows the context for the cursor'(workbench) {
        await workbench.openFile(MODULE, lineOf('def clamp('));
        await workbench.command('Lacewing: Show Context for the Cursor');
        const { text } = await workbench.preview('Context for');
        await workbench.screenshot('context');
        assert.match(text, /The prompt/);
    },

    async 'the lens above a function writes a test'(workbench) {
        await workbench.openFile(MODULE, lineOf('def intcomma('));
        // A lens that VS Code is just renewing does nothing: a person clicks again.
        await workbench.until('a test from the lens', async () => {
            await workbench.clickLens('Generate test');
            return await workbench.tab('test_number.py').waitFor({ timeout: 10_000 }).then(() => true, () => false);
        });
        await workbench.page.waitForTimeout(500); // for the scrolling
        await workbench.screenshot('generated-test');
        await workbench.save();
        assertTests(/^def test_intcomma_\w+\(/m);
    },

    async 'a code action writes tests, runs them and keeps what passes'(workbench) {
        await workbench.openFile(MODULE, lineOf('def ordinal('));
        await workbench.codeAction('Generate test for `ordinal` and run it', 'code-actions');
        await workbench.page.locator('.notification-toast', { hasText: 'passed and kept' }).waitFor();
        await workbench.screenshot('run-test');
        await workbench.save();
        assertTests(/^def test_intcomma_\w+\(/m, /^def test_ordinal_\w+\(/m);
        execFileSync(PYTHON, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', TESTS], {
            cwd: PROJECT,
            env: { ...process.env, PYTHONPATH: 'src' },
            timeout: 60_000,
        });
    },

    async 'what a real model says appears once one is set'(workbench) {
        if (!MODEL) {
            return;
        }
        changeSettings({
            'lacewing.model.provider': 'llamacpp',
            'lacewing.model.endpoint': MODEL,
            'lacewing.completion.model_deadline_ms': 20_000,
        });
        await workbench.openFile(MODULE);
        await workbench.editor().locator('.view-lines').click();
        await workbench.page.keyboard.press('Control+End');
        let line = 0;
        // Until the settings are taken the embedded engine answers, or nobody: then a further line is begun.
        await workbench.until('the word that the model says', async () => {
            line += 1;
            await workbench.page.keyboard.press('Escape');
            await workbench.type(`\nvalue_${line} = `);
            return await workbench.ghostText(10_000).catch(() => '') === 'count';
        });
        await workbench.screenshot('real-model');
        await workbench.page.keyboard.press('Tab');
        // The model says the same again behind what was accepted, so ghost text stays on the screen.
        const accepted = workbench.editor().locator('.view-line', { hasText: new RegExp(`value_${line}.=.count`) });
        await accepted.first().waitFor();
        await workbench.page.keyboard.press('Escape');
        await workbench.save();
        assert.match(read(MODULE), new RegExp(`^ *value_${line} = count$`, 'm'));
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
                await workbench.command('Notifications: Show Notifications').catch(() => {});
                await workbench.screenshot('failure-notifications');
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
