// Requests a second, latency, processor time and memory of `jco serve` with tests/guests/http-handler, against node:http and the
// peer's server, by wrk (Debian's package) over loopback, taking turns.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveBars, serveMemory } from './bars.js';
import { number, ratio } from './format.js';
import { oursBin } from './ours.js';
import { peerBin } from './peer.js';
import { startServer } from './server.js';
import { median } from './statistics.js';

/** @typedef {import('./server.js').Server} Server */
/** @typedef {{ rate: number, p99: number, cpu: number, memory: number[] }} Measure */

const handler = fileURLToPath(new URL('../tests/guests/built/http-handler.wasm', import.meta.url));
const twin = fileURLToPath(new URL('./process/http-server.js', import.meta.url));

/** How long each subject is under load each time it has its turn. */
const seconds = 4;

/** How long a server may take for one answer when it has nothing else to do, in milliseconds. */
const PATIENCE = 5000;

/** How long a server has nothing to do before its memory at rest is looked at, in milliseconds. */
const REST = 3000;

const loads = [
  { name: 'hello, 32 connections', path: 'hello', connections: 32 },
  { name: 'hello, 256 connections', path: 'hello', connections: 256 },
  { name: '64 KB, 32 connections', path: 'bytes/65536', connections: 32 },
  { name: 'echo of 1 MB, 8 connections', path: 'echo', connections: 8, body: 1 << 20 },
];

/** @param {import('./run.js').Options} options */
export async function serve({ node, subjects, only, repeat, progress }) {
  if (!existsSync(handler)) throw new Error('the guest http-handler is not built: node tests/guests/build.js http-handler');
  const folder = mkdtempSync(path.join(tmpdir(), 'jco-bench-'));
  const starts = await startsOf(node, subjects);
  const bars = serveBars(Number(/\d+/.exec(execFileSync(node, ['--version'], { encoding: 'utf8' }))?.[0]));
  const servers = await Promise.all(starts.map((start) => start()));
  const rows = [];
  try {
    await new Promise((resolve) => setTimeout(resolve, REST));
    for (const { name, memory } of servers) rows.push(atRest(name, memory()));
    for (const server of servers) loaded(server, loads[0], folder);
    for (const load of loads.filter(({ name }) => only.test(name))) {
      /** @type {Record<string, Measure[]>} */
      const measured = Object.fromEntries(servers.map(({ name }) => [name, []]));
      for (let turn = 0; turn < repeat; turn++) {
        for (const [index, { name }] of servers.entries()) {
          measured[name].push(loaded(servers[index], load, folder));
          if (!(await answers(servers[index]))) await renew(servers, index, starts[index]);
        }
      }
      for (const row of rowsOf(load.name, measured, bars)) {
        rows.push(row);
        progress(row.join(' | '));
      }
    }
  } finally {
    for (const { stop } of servers) stop();
    rmSync(folder, { recursive: true });
  }
  return {
    title: 'Servers',
    note: 'wrk with one thread, on the machine that serves, after four seconds of the first load. CPU µs are of all threads of the server, for a request. MiB are resident memory '
      + 'of each process that serves, after the load. The peer is started anew where clients that went away have stopped it for good.',
    columns: ['work', 'requests/s', 'p99 ms', 'CPU µs', '/ node:http', 'p99 / node:http', '/ peer', 'MiB', 'bar', ''],
    rows,
  };
}

/**
 * @param {Server[]} servers
 * @param {number} index
 * @param {() => Promise<Server>} start
 */
async function renew(servers, index, start) {
  servers[index].stop();
  servers[index] = await start();
}

/** @param {Server} server */
async function answers({ url }) {
  try {
    await (await fetch(`${url}hello`, { signal: AbortSignal.timeout(PATIENCE) })).text();
    return true;
  } catch {
    return false;
  }
}

/** @param {string} name */
const isOurs = (name) => name !== 'node:http' && name !== 'peer';

/**
 * @param {string} name
 * @param {number[]} memory
 */
function atRest(name, memory) {
  const passed = Math.max(...memory) <= serveMemory.atRest ? 'pass' : 'FAIL';
  const verdict = isOurs(name) ? [`≤ ${serveMemory.atRest} MiB`, passed] : ['', ''];
  return [`${name}: at rest`, '', '', '', '', '', '', memory.map(number).join(', '), ...verdict];
}

/**
 * @param {string} load
 * @param {Record<string, Measure[]>} measured
 * @param {Record<string, import('./bars.js').ServeBar>} bars
 */
function rowsOf(load, measured, bars) {
  return Object.keys(measured).map((name) => {
    const of = (/** @type {'rate' | 'p99' | 'cpu'} */ what) => median(measured[name].map((each) => each[what]));
    /** @type {(what: 'rate' | 'p99', other: string) => number | undefined} */
    const to = (what, other) =>
      measured[other] && median(measured[name].map((each, turn) => each[what] / measured[other][turn][what]));
    const memory = measured[name][measured[name].length - 1].memory;
    const reached = { rate: of('rate'), toNode: to('rate', 'node:http'), toPeer: to('rate', 'peer'), toOne: to('rate', 'isolate none') };
    const kept = { p99: of('p99'), p99ToNode: to('p99', 'node:http'), memory: Math.max(...memory) };
    const { wanted, passed } = verdict(isOurs(name) ? { memory: serveMemory.loaded, ...bars[`${load}, ${name}`] } : {}, reached, kept);
    const ratios = [ratio(reached.toNode), ratio(kept.p99ToNode), name === 'peer' ? '' : ratio(reached.toPeer)];
    return [`${load}: ${name}`, number(reached.rate), number(kept.p99), number(of('cpu')), ...ratios, memory.map(number).join(', '), wanted, passed];
  });
}

/** What a bar is called in the table. */
const NAMES = { rate: 'requests/s', toNode: 'of node:http', toPeer: 'of the peer', toOne: 'of one', p99: 'ms', p99ToNode: 'p99 of node:http', memory: 'MiB' };

/**
 * @param {import('./bars.js').ServeBar & { memory?: number }} bar
 * @param {Record<string, number | undefined>} reached what has to be at least so much, where it was measured
 * @param {Record<string, number | undefined>} kept what may be at most so much
 */
function verdict(bar, reached, kept) {
  const all = Object.entries(bar).filter(([what]) => (reached[what] ?? kept[what]) !== undefined);
  const missed = all.filter(([what, value]) => !((reached[what] ?? Infinity) >= value && (kept[what] ?? -Infinity) <= value));
  const told = (/** @type {[string, number][]} */ bars) =>
    bars.map(([what, value]) => `${what in reached ? '≥' : '≤'} ${value} ${NAMES[/** @type {'rate'} */ (what)]}`).join(', ');
  return { wanted: told(missed.length > 0 ? missed : all), passed: all.length === 0 ? '' : missed.length > 0 ? 'FAIL' : 'pass' };
}

/**
 * @param {string} node
 * @param {string[]} subjects
 * @returns {Promise<(() => Promise<Server>)[]>}
 */
async function startsOf(node, subjects) {
  const ours = [oursBin, 'serve', '--port', '0'];
  const starts = [() => startServer('node:http', node, [twin])];
  if (subjects.includes('ours')) {
    starts.push(() => startServer('isolate none', node, [...ours, '--isolate', 'none', handler]));
    starts.push(() => startServer('isolate request', node, [...ours, handler]));
    starts.push(() => startServer('two workers', node, [...ours, '--isolate', 'none', '--workers', '2', handler]));
  }
  if (subjects.includes('peer')) {
    const bin = peerBin();
    starts.push(async () => startServer('peer', node, [bin, 'serve', '--port', String(await freePort()), handler]));
  }
  return starts;
}

/** The peer says which port it was told, not which it got. */
function freePort() {
  const server = createServer();
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    server.close(() => resolve(port));
  }));
}

/**
 * @param {Server} server
 * @param {{ path: string, connections: number, body?: number }} load
 * @param {string} folder
 * @returns {Measure}
 */
function loaded({ url, cpu, memory }, { path: target, connections, body }, folder) {
  const script = path.join(folder, 'post.lua');
  writeFileSync(script, `wrk.method = "POST"\nwrk.body = string.rep("x", ${body})\n`);
  const args = ['-t1', `-c${connections}`, `-d${seconds}`, '--latency', ...(body === undefined ? [] : ['-s', script]), url + target];
  const before = cpu();
  const said = execFileSync('wrk', args, { encoding: 'utf8' });
  const [, p99, unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(said) ?? [];
  const [, rate] = /Requests\/sec:\s+([\d.]+)/.exec(said) ?? [];
  const [, count] = /(\d+) requests in/.exec(said) ?? [];
  return {
    rate: Number(rate),
    p99: Number(p99) * { us: 0.001, ms: 1, s: 1000 }[/** @type {'ms'} */ (unit)],
    cpu: (cpu() - before) / Number(count),
    memory: memory(),
  };
}
