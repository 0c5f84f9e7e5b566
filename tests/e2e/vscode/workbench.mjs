// VS Code's workbench as a person works it: keys, palette, editors, the status bar, previews.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { chromium } = createRequire(import.meta.url)(process.env.PLAYWRIGHT);

/** The height of a line in the editor, about. */
const LINE_PIXELS = 19;

/** Opens the workbench at `address` on `folder`; `close()` ends the browser. */
export async function openWorkbench({ address, folder, executablePath, userData, artifacts }) {
    const browser = await chromium.launchPersistentContext(userData, {
        executablePath,
        headless: true,
        viewport: { width: 1440, height: 900 },
        args: [
            '--no-sandbox',
            '--disable-gpu',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
            '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
        ],
    });
    const page = browser.pages()[0] ?? (await browser.newPage());
    page.setDefaultTimeout(60_000);
    await page.goto(`${address}/?folder=${encodeURIComponent(folder)}`, { waitUntil: 'domcontentloaded' });
    await page.locator('.monaco-workbench').waitFor({ timeout: 90_000 });
    return new Workbench(browser, page, artifacts);
}

class Workbench {
    shots = 0;

    constructor(browser, page, artifacts) {
        Object.assign(this, { browser, page, artifacts });
    }

    async close() {
        await this.browser.close();
    }

    /** Keeps a picture of the window as `NN-name.png`. */
    async screenshot(name) {
        this.shots += 1;
        const file = `${String(this.shots).padStart(2, '0')}-${name}.png`;
        await this.page.screenshot({ path: join(this.artifacts, file) });
        return file;
    }

    /** Runs a command of the palette by its title. */
    async command(title) {
        await this.page.keyboard.press('F1');
        const input = this.page.locator('.quick-input-widget input[type="text"]');
        await input.fill(`>${title}`);
        const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
        await row.waitFor();
        await row.click();
    }

    /** Opens a file of the folder by its path, with the cursor on `line` (1-based), or at `line:column`. */
    async openFile(path, line = 1) {
        await this.page.keyboard.press('Control+p');
        const input = this.page.locator('.quick-input-widget input[type="text"]');
        await input.fill(`${path}:${line}`);
        const name = path.split('/').at(-1);
        const folder = path.slice(0, -name.length - 1);
        const rows = this.page.locator('.quick-input-list .monaco-list-row', { hasText: folder });
        await rows.filter({ has: this.page.locator('.label-name', { hasText: new RegExp(`^${name}$`) }) }).first().click();
        await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
        await this.tab(name).waitFor();
        await this.editor().locator('.view-lines').waitFor();
    }

    /** The editor in the foreground. */
    editor() {
        return this.page.locator('.editor-group-container.active .editor-instance');
    }

    /** The tab in the foreground, when it is the one of the file `name`. */
    tab(name) {
        return this.page.locator(`.editor-group-container.active .tab.active[data-resource-name="${name}"]`);
    }

    status(text) {
        return this.page.locator('.statusbar-item', { hasText: text });
    }

    /** The grey text offered at the cursor, once there is some; rejects when there is none in time. */
    async ghostText(timeout) {
        const ghost = this.page.locator('.ghost-text-decoration, .ghost-text-decoration-preview, .ghost-text');
        await ghost.first().waitFor({ timeout });
        return (await ghost.allInnerTexts()).join('').replaceAll('\u00a0', ' ');
    }

    async acceptGhostText() {
        await this.page.keyboard.press('Tab');
        await this.page.locator('.ghost-text-decoration').first().waitFor({ state: 'hidden' });
    }

    /** Saves everything, and waits until no editor has unsaved text. */
    async save() {
        await this.command('File: Save All Files');
        await this.page.locator('.tab.dirty').first().waitFor({ state: 'hidden' });
    }

    /** Types text with the delays of a quick typist. */
    async type(text) {
        await this.page.keyboard.type(text, { delay: 15 });
    }

    /** Clicks the lens right above the line that the cursor is on. */
    async clickLens(title) {
        const lenses = this.editor().locator('.codelens-decoration a', { hasText: title }).filter({ visible: true });
        const top = async (locator) => (await locator.boundingBox())?.y ?? Infinity;
        await this.until(`the lens ${title} above the cursor`, async () => {
            const cursor = await top(this.editor().locator('.cursor').first());
            for (const lens of await lenses.all()) {
                const distance = cursor - (await top(lens));
                if (distance > 0 && distance < 2 * LINE_PIXELS) {
                    await lens.click();
                    return true;
                }
            }
            return false;
        });
    }

    /** Tries until `attempt` gives something true, which is given on; rejects when it does not within a minute. */
    async until(what, attempt) {
        const deadline = Date.now() + 60_000;
        while (Date.now() < deadline) {
            const result = await attempt();
            if (result) {
                return result;
            }
            await this.page.waitForTimeout(200);
        }
        throw new Error(`not seen within a minute: ${what}`);
    }

    /** Chooses an entry of the code actions at the cursor. */
    async codeAction(title, name) {
        await this.page.keyboard.press('Control+.');
        const entry = this.page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
        await entry.waitFor();
        await this.screenshot(name);
        await entry.click();
    }

    /** The Markdown preview that shows `wanted`, once it is there: its text, and its links by a pattern. */
    async preview(wanted) {
        return await this.until(`a preview of ${wanted}`, () => this.shownPreview(wanted));
    }

    /**
     * Clicks the lens right above the cursor's line until the preview that shows `wanted` is there: a lens that VS Code
     * is just replacing by a newer one does nothing when it is clicked.
     */
    async previewFromLens(title, wanted) {
        return await this.until(`a preview of ${wanted} behind the lens ${title}`, async () => {
            await this.clickLens(title);
            const patience = Date.now() + 10_000;
            while (Date.now() < patience) {
                const shown = await this.shownPreview(wanted);
                if (shown) {
                    return shown;
                }
                await this.page.waitForTimeout(200);
            }
            return undefined;
        });
    }

    async shownPreview(wanted) {
        for (const frame of this.page.frames()) {
            const body = frame.locator('.markdown-body').first();
            const text = await body.innerText({ timeout: 500 }).catch(() => '');
            if (text.includes(wanted)) {
                return { text, link: (name) => body.getByRole('link', { name }).first() };
            }
        }
        return undefined;
    }
}
