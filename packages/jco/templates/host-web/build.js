// Puts the page into dist/: index.html, its script, and the core modules that this loads. With --serve it is served, too.

import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';

import { context } from 'esbuild';

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
cpSync('index.html', 'dist/index.html');
for (const name of readdirSync('generated')) if (name.endsWith('.wasm')) cpSync(`generated/${name}`, `dist/${name}`);

const script = await context({
  entryPoints: ['{{entry}}'],
  outfile: 'dist/main.js',
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  sourcemap: true,
});
await script.rebuild();
if (process.argv.includes('--serve')) {
  const { port } = await script.serve({ servedir: 'dist', host: '127.0.0.1' });
  console.log(`http://localhost:${port}/`);
} else {
  await script.dispose();
}
