#!/usr/bin/env node
// Many clients at once, some of them bad, and handlers that trap: every proper request is answered, and what the server
// holds afterwards is what it held before.
//
//   node tests/serve/soak.js [--seconds 60] [--connections 256] [--seed 1] [--body 1073741824] [--kills 5]

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { Client, random } from './bad-client.js';
import { streamDown, streamUp } from './large-body.js';
import { childrenOf, heldAtRest, startedServer } from './server-process.js';

/** @typedef {{ mebibytes: number, descriptors: number, threads: number }} Held */

/**
 * @typedef {object} Report
 * @property {Record<string, number>} counts of what clients did
 * @property {string[]} mistakes proper requests that were not answered as they should be
 * @property {number} cut proper requests that were at a process when it was killed
 * @property {Held} before after a first round
 * @property {Held} after
 */

/**
 * @typedef {object} Plan
 * @property {number} seconds
 * @property {number} connections
 * @property {number} [seed]
 * @property {number} [body] the bytes of a body that is sent, and of one that is received, while all this goes on
 * @property {number} [kills] how many times one of two processes is killed
 */

/**
 * @param {Plan} plan
 * @returns {Promise<Report>}
 */
export async function soak({ seconds, connections, seed = 1, body = 0, kills = 0 }) {
  const server = await startedServer('http-handler', '--isolate', 'none', ...(kills > 0 ? ['--workers', '2'] : []));
  const round = async (/** @type {number} */ time) => {
    const end = performance.now() + time * 1000;
    const clients = Array.from({ length: connections }, (_, index) => new Client(server, random(seed * 1000 + index)));
    await Promise.all(clients.map((client) => client.until(end)));
    return clients;
  };
  try {
    await round(seconds / 2);
    const before = await heldAtRest(server.pid);
    const large = body > 0 ? Promise.all([streamUp(server, body), streamDown(server, body)]) : Promise.resolve([]);
    const killing = killed(server, kills, (seconds * 1000) / (kills + 1));
    const clients = await round(seconds);
    const largeMistakes = await large;
    await killing;
    const after = await heldAtRest(server.pid);
    const { mistakes, cut } = sorted(clients.flatMap(({ mistakes }) => mistakes), kills > 0);
    return { counts: counted(clients), mistakes: [...mistakes, ...largeMistakes.flat()], cut, before, after };
  } finally {
    server.child.kill('SIGKILL');
    for (const pid of childrenOf(server.pid)) process.kill(pid, 'SIGKILL');
  }
}

/** @param {Client[]} clients */
function counted(clients) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const client of clients) {
    for (const [kind, count] of Object.entries(client.counts)) counts[kind] = (counts[kind] ?? 0) + count;
  }
  return counts;
}

/**
 * A process that is killed takes with it what it was at: those requests are not mistakes.
 * @param {string[]} mistakes
 * @param {boolean} isCutting
 */
function sorted(mistakes, isCutting) {
  const isCut = (/** @type {string} */ mistake) => isCutting && /ECONNRESET|socket hang up|EPIPE|cut off/.test(mistake);
  return { mistakes: mistakes.filter((mistake) => !isCut(mistake)), cut: mistakes.filter(isCut).length };
}

/**
 * Kills one of the server's processes from time to time, the next one when another has taken its place.
 * @param {import('./server-process.js').ServerProcess} server
 * @param {number} times
 * @param {number} pause milliseconds
 */
async function killed({ child, pid }, times, pause) {
  let replaced = 0;
  let changed = () => {};
  child.stderr.on('data', (text) => {
    replaced += String(text).match(/has taken its place/g)?.length ?? 0;
    changed();
  });
  for (let time = 1; time <= times; time++) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    process.kill(childrenOf(pid)[0], 'SIGKILL');
    while (replaced < time) await new Promise((resolve) => (changed = () => resolve(undefined)));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const defaults = { seconds: '60', connections: '256', seed: '1', body: '0', kills: '0' };
  const options = Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, { type: /** @type {const} */ ('string'), default: value }]));
  const { values } = parseArgs({ options });
  const numbers = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]));
  const report = await soak(/** @type {Plan} */ (/** @type {unknown} */ (numbers)));
  console.log(report.counts, report.mistakes.slice(0, 20), { mistakes: report.mistakes.length, cut: report.cut }, report.before, report.after);
  process.exitCode = report.mistakes.length === 0 ? 0 : 1;
}
