// Bundles the extension into out/extension.js: `node scripts/bundle.mjs [--watch]`.
import { context } from 'esbuild';

const watch = process.argv.includes('--watch');
const bundle = await context({
    entryPoints: ['src/extension.ts'],
    outfile: 'out/extension.js',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode'],
    minify: !watch,
    sourcemap: watch,
    logLevel: 'info',
});
if (watch) {
    await bundle.watch();
} else {
    await bundle.rebuild();
    await bundle.dispose();
}
