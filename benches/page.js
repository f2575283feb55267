// The engine in a page of Chromium: transpiling, against the addon, and what `load` takes beyond compiling core modules.

import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importMap } from '../tests/browser/import-map.js';
import { launch } from '../tests/browser/launch.js';
import { serve } from '../tests/browser/server.js';
import { pageBars } from './bars.js';
import { inChild } from './child.js';
import { bytes, megabytes, milliseconds, ratio, verdict } from './format.js';
import { median } from './statistics.js';

const path = name => fileURLToPath(new URL(`../tests/guests/built/${name}.wasm`, import.meta.url));

/** @param {import('./run.js').Options} options */
export async function page(options) {
  const rows = [sizeRow()];
  const { evaluate, close } = await openPage();
  try {
    const wanted = names => names.filter(name => options.only.test(name));
    for (const name of wanted(['library', 'crash', 'js'])) rows.push(await transpileRow(options, evaluate, name));
    for (const name of wanted(['library', 'polling'])) rows.push(await loadRow(evaluate, name));
  } finally {
    await close();
  }
  options.progress(rows.map(row => row.join(' | ')).join('\n'));
  return {
    title: 'In a page of Chromium',
    note: 'CPU milliseconds of the page’s thread for a warm call, and of the addon in Node. `load`: without compiling core modules.',
    columns: ['work', 'page', 'addon', 'page / addon', 'bar', ''],
    rows,
  };
}

function sizeRow() {
  const { size } = statSync(new URL('../packages/jco/wasm/jco.wasm.gzip', import.meta.url));
  return ['jco.wasm.gzip, bytes', bytes(size), '', '', `≤ ${bytes(pageBars.engine)}`, verdict(size, { atMost: pageBars.engine })];
}

async function transpileRow({ node, rounds }, evaluate, name) {
  const inPage = median(await evaluate('transpile', name, rounds)) * 1e6;
  const { ns } = await inChild(node, 'transpile', { file: path(name), subjects: ['ours'], rounds });
  const addon = median(ns.ours);
  const bar = pageBars.toAddon;
  return [
    `transpile ${name}.wasm (${megabytes(statSync(path(name)).size)} MB)`, milliseconds(inPage), milliseconds(addon),
    ratio(inPage / addon), `≤ ${bar} × the addon`, verdict(inPage / addon, { atMost: bar }),
  ];
}

async function loadRow(evaluate, name) {
  const time = median(await evaluate('load', name, 15)) * 1e6;
  const bar = pageBars.loadNs;
  const work = `load ${name}.wasm (${megabytes(statSync(path(name)).size)} MB)`;
  return [work, milliseconds(time), '', '', `≤ ${milliseconds(bar)} ms`, verdict(time, { atMost: bar })];
}

async function openPage() {
  const body = `<!doctype html><script type="importmap">${JSON.stringify(importMap)}</script>`;
  const server = await serve({ '/': { body } });
  const browser = await launch();
  const opened = await browser.newPage();
  await opened.goto(`${server.origin}/`);
  const session = await opened.context().newCDPSession(opened);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });

  /** CPU milliseconds that the page's thread has run for. */
  async function cpu() {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'ThreadTime').value * 1000;
  }

  /** CPU milliseconds of calls of a function in `page/calls.js`, less those of what it says to leave out. */
  async function evaluate(call, name, rounds) {
    await run(opened, `${call}Prepared`, name);
    const times = [];
    for (let round = 0; round < rounds; round++) {
      const start = await cpu();
      const less = await run(opened, call, name);
      times.push((await cpu()) - start - less);
    }
    return times;
  }

  return {
    evaluate,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

const run = (opened, call, name) =>
  opened.evaluate(async ([call, name]) => (await import('/tests/browser/in-page/measured.js'))[call](name), [call, name]);
