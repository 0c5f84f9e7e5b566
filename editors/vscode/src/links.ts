/** Links in the server's Markdown. */

import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `markdown` with its `file:` links made relative to `folder`, for a document that stands there. Fragments are kept. */
export function relativeLinks(markdown: string, folder: string): string {
    return markdown.replace(/\]\(<?(file:[^\s)>#]+)(#[^\s)>]*)?>?\)/g, (link, target: string, fragment = '') => {
        try {
            const path = relative(folder, fileURLToPath(target)).split(sep).map(encoded).join('/');
            return `](${path}${fragment})`;
        } catch {
            return link; // a file of another machine
        }
    });
}

/** A part of a path as it may stand in a Markdown link; brackets are encoded too, they would end it. */
function encoded(part: string): string {
    return encodeURIComponent(part).replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'));
}
