import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';

import { parse, transpile } from '../src/index.js';
import { adder } from './support/components.js';

const script = `
  import { parentPort, workerData } from 'node:worker_threads';
  const { transpile } = await import(workerData.jco);
  const texts = [];
  for (let i = 0; i < 20; i++) texts.push(Buffer.from((await transpile(workerData.component)).files['component.js']).toString());
  parentPort.postMessage(texts);
`;

test('threads that come and go get what the first one gets', { timeout: 120_000 }, async () => {
  const component = await parse(adder);
  const expected = Buffer.from((await transpile(component)).files['component.js']).toString();
  const jco = new URL('../src/index.js', import.meta.url).href;
  for (let round = 0; round < 3; round++) {
    const threads = Array.from({ length: 3 }, () => {
      const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`), { workerData: { jco, component } });
      return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    });
    for (const texts of await Promise.all(threads)) assert.ok(texts.every((/** @type {string} */ text) => text === expected));
  }
});
