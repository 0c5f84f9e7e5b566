// Runs the unit tests: bundled first, so that any Node that runs the extension runs them.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const tests = readdirSync('test').filter((name) => name.endsWith('.test.ts'));
rmSync('out/test', { recursive: true, force: true });
await build({
    entryPoints: tests.map((name) => `test/${name}`),
    outdir: 'out/test',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
});
const files = tests.map((name) => `out/test/${name.replace(/\.ts$/, '.cjs')}`);
const { status } = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...files], { stdio: 'inherit' });
process.exit(status ?? 1);
