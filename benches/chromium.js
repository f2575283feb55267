// Calls in Chromium: ours against hand-written glue, in one page, in turns. A page has no CPU time: it is wall time, and only
// only its ratios mean something. Guests that call each other are left out: hand-written glue of those uses Node's buffers.

import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callBars, jspiBars } from './bars.js';
import { componentBytes, coreModules } from './components.js';
import { options as waiting } from './components/jspi.js';
import { nanoseconds, ratio, verdict } from './format.js';
import { cache } from './peer.js';
import { median } from './statistics.js';
import { prepare } from './subjects.js';

const components = ['scalars', 'strings', 'lists', 'compound', 'resources', 'jspi'];
const here = fileURLToPath(new URL('.', import.meta.url));

/** @param {import('./run.js').Options} options */
export async function chromium({ only, rounds, progress }) {
  const table = {
    title: 'Calls in Chromium',
    note: 'Nanoseconds per call, wall time. The heading\'s Node is the one that started the browser.',
    columns: ['work', 'ours', 'hand-written', 'ours / hand-written', 'bar', ''],
    rows: [],
  };
  const { browser, page } = await opened();
  table.note += ` Chromium ${browser.version()}.`;
  for (const component of components) {
    await prepare(component, ['ours'], component === 'jspi' ? waiting : {});
    const { rows } = await import(`./rows/${component}.js`);
    for (const { name } of rows.filter(row => !row.heapOnly && only.test(row.name))) {
      const { ours, hand } = await page.evaluate(measure, { component, name, rounds });
      table.rows.push(cells(component === 'jspi' ? `jspi: ${name}` : name, name, component, { ours, hand }));
      progress(table.rows.at(-1).join(', '));
    }
  }
  await browser.close();
  return table;
}

/** Chromium with an origin that nobody serves: files are answered here. */
async function opened() {
  const { chromium: engine } = await import('playwright-core');
  const found = (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, 'chromium')).find(existsSync);
  const executablePath = process.env.JCO_CHROMIUM ?? found;
  const browser = await engine.launch({ executablePath, headless: true, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  await page.route('**/*', async route => {
    const { status = 200, contentType = 'text/javascript', body } = await answer(new URL(route.request().url()).pathname);
    await route.fulfill({ status, contentType, body });
  });
  await page.goto('http://localhost/');
  return { browser, page };
}

async function answer(path) {
  const [, folder, component, file] = path.split('/');
  if (path === '/') return { contentType: 'text/html', body: '<!doctype html>' };
  if (folder === 'core') {
    const modules = coreModules(await componentBytes(component));
    return { contentType: 'application/wasm', body: Buffer.from(modules[Number(file)] ?? []) };
  }
  const root = folder === 'ours' ? join(cache, 'benches') : here;
  const contentType = path.endsWith('.wasm') ? 'application/wasm' : 'text/javascript';
  try {
    return { contentType, body: readFileSync(join(root, normalize(path))) };
  } catch {
    return { status: 404, body: '' };
  }
}

/** In the page: nanoseconds per call of each subject, round by round. */
async function measure({ component, name, rounds }) {
  const BLOCK_MS = 30;
  const load = path => WebAssembly.compileStreaming(fetch(path));

  async function cores() {
    const modules = [];
    for (let i = 0; ; i++) {
      const response = await fetch(`/core/${component}/${i}`);
      const bytes = await response.arrayBuffer();
      if (bytes.byteLength === 0) return modules;
      modules.push(await WebAssembly.compile(bytes));
    }
  }

  async function runner(subject) {
    const { host, rows } = await import(`/rows/${component}.js?${subject}`);
    const { run, setup } = rows.find(row => row.name === name);
    const glue = await import(subject === 'hand' ? `/hand/${component}.js` : `/ours/${component}/${component}.js`);
    const given = subject === 'hand' ? await cores() : file => load(`/ours/${component}/${file}`);
    const exports = await glue.instantiate(given, host);
    setup?.(exports);
    const timed = async n => {
      const start = performance.now();
      await run(exports, n);
      return performance.now() - start;
    };
    return { subject, timed, n: 1, ns: [] };
  }

  const runners = [await runner('ours'), await runner('hand')];
  for (let pass = 0; pass < 2; pass++) {
    for (const each of runners) {
      for (let time = await each.timed(each.n); time < BLOCK_MS / 2; time = await each.timed(each.n)) {
        each.n = Math.ceil(each.n * Math.min(Math.max(BLOCK_MS / time, 1.5), 16));
      }
    }
  }
  for (let round = 0; round < rounds; round++) {
    for (const { timed, n, ns } of round % 2 === 0 ? runners : [...runners].reverse()) ns.push((await timed(n)) * 1e6 / n);
  }
  return Object.fromEntries(runners.map(({ subject, ns }) => [subject, ns]));
}

function cells(title, name, component, { ours, hand }) {
  const between = median(ours.map((time, round) => time / hand[round]));
  const measured = [title, nanoseconds(median(ours)), nanoseconds(median(hand)), ratio(between)];
  const bar = (component === 'jspi' ? jspiBars : callBars).find(({ rows }) => rows.test(name));
  const atMost = bar?.atMost ?? bar?.oursToHand;
  return atMost === undefined ? [...measured, '', ''] : [...measured, `≤ ${atMost} × hand-written`, verdict(between, { atMost })];
}
