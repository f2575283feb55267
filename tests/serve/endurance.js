#!/usr/bin/env node
// A great many requests to one server: all are answered, and it holds no more afterwards than when it had warmed up.
//
//   node tests/serve/endurance.js --full

import { connect } from 'node:net';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';

import { held, heldAtRest, startedServer } from './server-process.js';

/** How long an answer may take before it counts as missing, in milliseconds. */
const PATIENCE = 30_000;

/** After what part of the requests the server has warmed up. */
const WARM = 0.2;

const CONNECTIONS = 32;

/**
 * @typedef {object} Load
 * @property {string} guest
 * @property {string} isolate
 * @property {number} requests
 * @property {string} body what is answered
 */

/** @typedef {ReturnType<typeof held>} Held */

/** @type {(scale: { rust: number, request: number, js: number }) => Load[]} */
export const loads = ({ rust, request, js }) => [
  { guest: 'http-handler', isolate: 'none', requests: rust, body: 'Hello, WASI!' },
  { guest: 'http-handler', isolate: 'request', requests: request, body: 'Hello, WASI!' },
  { guest: 'js-handler', isolate: 'request', requests: js, body: 'Hello from JavaScript!' },
];

/**
 * @param {Load} load
 * @param {(pid: number) => Held | Promise<Held>} [measure]
 * @returns what the server held when it had warmed up, and in the end; throws where an answer is wrong or missing
 */
export async function endure({ guest, isolate, requests, body }, measure = held) {
  const server = await startedServer(guest, '--isolate', isolate);
  try {
    await allAnswered(server, body, Math.ceil(requests * WARM));
    const warm = await measure(server.pid);
    const begun = performance.now();
    await allAnswered(server, body, Math.floor(requests * (1 - WARM)));
    const seconds = (performance.now() - begun) / 1000;
    return { rate: (requests * (1 - WARM)) / seconds, warm, end: await measure(server.pid) };
  } finally {
    server.child.kill('SIGKILL');
  }
}

/**
 * @param {import('./server-process.js').ServerProcess} server
 * @param {string} body
 * @param {number} count
 */
async function allAnswered(server, body, count) {
  let left = count;
  const next = () => left-- > 0;
  await Promise.all(Array.from({ length: CONNECTIONS }, () => asking(server, body, next)));
}

/**
 * One request after another on one connection.
 * @param {import('./server-process.js').ServerProcess} server
 * @param {string} body
 * @param {() => boolean} next whether there is another to be made
 * @returns {Promise<void>}
 */
function asking({ host, port }, body, next) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host);
    let received = '';
    const ask = () => {
      received = '';
      if (next()) socket.write('GET /hello HTTP/1.1\r\nhost: a\r\n\r\n');
      else socket.end(resolve);
    };
    socket.setNoDelay(true).setEncoding('latin1').setTimeout(PATIENCE, () => socket.destroy(new Error(`nothing for ${PATIENCE} ms`)));
    socket.on('connect', ask);
    socket.on('data', (text) => {
      received += text;
      if (!received.endsWith(body) && !received.endsWith('\r\n0\r\n\r\n')) return;
      if (received.startsWith('HTTP/1.1 200 ') && received.includes(body)) ask();
      else socket.destroy(new Error(`this is no answer: ${received}`));
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the connection was closed')));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { full: { type: 'boolean', default: false }, only: { type: 'string', default: '' } } });
  const scale = values.full ? { rust: 1_000_000, request: 1_000_000, js: 10_000 } : { rust: 20_000, request: 3000, js: 100 };
  console.log('| handler | isolate | requests | requests/s | MiB warm | MiB at the end | descriptors | threads |');
  console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const load of loads(scale)) {
    if (!`${load.guest} ${load.isolate}`.includes(values.only)) continue;
    const { rate, warm, end } = await endure(load, heldAtRest);
    const both = (/** @type {'descriptors' | 'threads'} */ name) => `${warm[name]}, ${end[name]}`;
    console.log(`| ${load.guest} | ${load.isolate} | ${load.requests} | ${Math.round(rate)} | ${warm.mebibytes} | ${end.mebibytes} | ${both('descriptors')} | ${both('threads')} |`);
  }
}
