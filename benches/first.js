// What a person meets first: from `npm install` to a result, by the lines of README.md, and Vite's development server with and
// without a component. Wall time, because a person waits for it.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { firstBars } from './bars.js';
import { componentBytes } from './components.js';
import { milliseconds, verdict } from './format.js';
import { median } from './statistics.js';

const ROUNDS = 9;

const run = promisify(execFile);
const file = relative => fileURLToPath(new URL(relative, import.meta.url));

/** @param {import('./run.js').Options} options */
export async function first({ node, only, progress }) {
  const rows = [];
  if (only.test('install')) rows.push(await installRow(node));
  if (only.test('vite')) rows.push(await viteRow(node, 'again'), await viteRow(node, 'first'));
  for (const cells of rows) progress(cells.join(' | '));
  return {
    title: 'First steps',
    note: 'Milliseconds of wall time, medians; more is with the component less without it, round by round.',
    columns: ['work', 'with a component', 'without', 'more', 'bar', ''],
    rows,
  };
}

/** The commands of the README that lead to a first result; what is not published comes from tarballs. */
export function firstLines() {
  const [, block] = /### First\n[^]*?```console\n([^]*?)```/.exec(readFileSync(file('../README.md'), 'utf8')) ?? [];
  return (block ?? '').split('\n').filter(line => line.startsWith('$ ')).map(line => line.slice(2));
}

async function installRow(node) {
  const { packAll } = await import('../tests/packages/installed.js');
  const tarballs = await packAll();
  const lines = firstLines().map(line => line.replace(/^npm install jco$/, `npm install --offline --no-audit --no-fund ${tarballs.join(' ')}`));
  const component = await componentBytes('add');
  const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` };
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    const folder = mkdtempSync(path.join(tmpdir(), 'jco-first-'));
    writeFileSync(path.join(folder, 'adder.wasm'), component);
    const start = performance.now();
    const { stdout } = await run('bash', ['-ec', lines.join('\n')], { cwd: folder, env, timeout: 120_000 });
    times.push((performance.now() - start) * 1e6);
    if (!stdout.endsWith('\n3\n')) throw new Error(`the lines of the README say ${stdout}`);
    rmSync(folder, { recursive: true });
  }
  const bar = firstBars.installNs;
  const work = `${lines.length} lines of the README: install, transpile, import, call`;
  return [work, milliseconds(median(times)), '', '', `≤ ${milliseconds(bar)}`, verdict(median(times), { atMost: bar })];
}

/** @param {string} node @param {'first' | 'again'} kind whether the component is transpiled, or found in the cache */
async function viteRow(node, kind) {
  const { bundlers } = await import('../tests/bundlers/tools.js');
  mkdirSync(path.join(bundlers, 'apps'), { recursive: true });
  const folder = mkdtempSync(path.join(bundlers, 'apps/first-'));
  try {
    const apps = [true, false].map(has => [has, viteApp(path.join(folder, has ? 'with' : 'without'), has)]);
    const times = { true: [], false: [] };
    for (let round = -1; round < ROUNDS; round++) {
      for (const [has, app] of round % 2 === 0 ? apps : [...apps].reverse()) {
        if (kind === 'first') rmSync(path.join(app.folder, 'node_modules/.cache'), { recursive: true, force: true });
        const time = await served(node, app);
        // What Vite keeps for the next start is made in the first.
        if (round >= 0) times[has].push(time * 1e6);
      }
    }
    const more = median(times.true.map((time, round) => time - times.false[round]));
    const bar = firstBars.viteNs;
    const shown = [times.true, times.false].map(list => milliseconds(median(list)));
    return [`Vite: start ${kind === 'first' ? 'for the first time' : 'again'}, and serve all modules of a page`, ...shown, milliseconds(more), `≤ ${milliseconds(bar)}`, verdict(more, { atMost: bar })];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A page of one module, which imports a component or writes down what it would say. */
function viteApp(folder, hasComponent) {
  mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
  symlinkSync(file('../packages/jco'), path.join(folder, 'node_modules/jco'));
  for (const name of ['dev.js', 'map.js']) copyFileSync(file(`../tests/bundlers/builds/${name}`), path.join(folder, name));
  copyFileSync(file('../tests/bundlers/app/index.html'), path.join(folder, 'index.html'));
  copyFileSync(file('../tests/runtime/library-host.js'), path.join(folder, 'library-host.js'));
  copyFileSync(file('../tests/guests/built/library.wasm'), path.join(folder, 'library.wasm'));
  const greeting = hasComponent ? "import { greet } from './library.wasm';" : 'const greet = name => `Hello, ${name}!`;';
  writeFileSync(path.join(folder, 'main.js'), `${greeting}\ndocument.body.textContent = greet('page');\n`);
  return { folder, env: hasComponent ? process.env : { ...process.env, WITHOUT_JCO: '1' } };
}

/** Milliseconds until a development server, started by `node`, has served all modules of its page. */
async function served(node, { folder, env }) {
  const start = performance.now();
  const server = spawn(node, ['dev.js'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [url] = await once(createInterface(server.stdout), 'line', { signal: AbortSignal.timeout(60_000) });
    const modules = await fetchAll(url);
    if (modules.some(module => module.includes('library.wasm')) !== (env === process.env)) throw new Error(`fetched: ${modules}`);
    return performance.now() - start;
  } finally {
    server.kill('SIGKILL');
    await once(server, 'exit');
  }
}

/** Fetches a page and all that its modules import, as a browser does. */
async function fetchAll(url) {
  const seen = new Set();
  const visit = async address => {
    if (seen.has(address)) return;
    seen.add(address);
    const response = await fetch(address, { signal: AbortSignal.timeout(60_000) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${address}: ${response.status} ${text}`);
    const names = [...text.matchAll(/(?:\bfrom|\bimport) ?["']([./][^"']*)["']|src="([./][^"]*)"/g)].map(([, module, script]) => module ?? script);
    await Promise.all(names.map(name => visit(new URL(name, address).href)));
  };
  await visit(url);
  return [...seen];
}
