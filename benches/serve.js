// Requests a second, latency and memory of `jco serve` with tests/guests/http-handler, against node:http and the peer's
// server, by wrk (Debian's package) over loopback, taking turns.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveBars } from './bars.js';
import { number, ratio } from './format.js';
import { oursBin } from './ours.js';
import { peerBin } from './peer.js';
import { median } from './statistics.js';

const handler = fileURLToPath(new URL('../tests/guests/built/http-handler.wasm', import.meta.url));
const twin = fileURLToPath(new URL('./process/http-server.js', import.meta.url));

/** How long each subject is under load each time it has its turn. */
const seconds = 4;

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
  const servers = await started(node, subjects);
  const rows = [];
  try {
    for (const { name, memory } of servers) rows.push([`${name}: at rest`, '', '', '', number(memory() / 1024), '', '', '']);
    for (const load of loads.filter(({ name }) => only.test(name))) {
      /** @type {Record<string, { rate: number, p99: number }[]>} */
      const measured = Object.fromEntries(servers.map(({ name }) => [name, []]));
      for (let turn = 0; turn < repeat; turn++) {
        for (const { name, url } of servers) measured[name].push(loaded(`${url}${load.path}`, load, folder));
      }
      for (const row of rowsOf(load.name, measured, servers)) {
        rows.push(row);
        progress(row.join(' | '));
      }
    }
  } finally {
    for (const { child } of servers) child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
  return {
    title: 'Servers',
    note: 'wrk with one thread, on the machine that serves. MiB are resident memory of all processes of the server after the load.',
    columns: ['work', 'requests/s', 'p99 ms', '/ node:http', 'MiB', 'p99 / node:http', 'bar', ''],
    rows,
  };
}

/**
 * @param {string} load
 * @param {Record<string, { rate: number, p99: number }[]>} measured
 * @param {{ name: string, memory: () => number }[]} servers
 */
function rowsOf(load, measured, servers) {
  return servers.map(({ name, memory }) => {
    const rate = median(measured[name].map((each) => each.rate));
    const p99 = median(measured[name].map((each) => each.p99));
    const toNode = median(measured[name].map((each, turn) => each.rate / measured['node:http'][turn].rate));
    const p99ToNode = median(measured[name].map((each, turn) => each.p99 / measured['node:http'][turn].p99));
    const bar = serveBars[`${load}, ${name}`];
    const passed = bar === undefined ? '' : (toNode >= (bar.toNode ?? 0) && rate >= (bar.rate ?? 0) ? 'pass' : 'FAIL');
    const wanted = bar === undefined ? '' : bar.toNode ? `≥ ${bar.toNode} × node:http` : `≥ ${bar.rate}/s`;
    return [`${load}: ${name}`, number(rate), number(p99), ratio(toNode), number(memory() / 1024), ratio(p99ToNode), wanted, passed];
  });
}

/**
 * @param {string} node
 * @param {string[]} subjects
 */
async function started(node, subjects) {
  const ours = [oursBin, 'serve', '--port', '0'];
  /** @type {[string, string[]][]} */
  const commands = [['node:http', [twin]]];
  if (subjects.includes('ours')) {
    commands.push(['isolate none', [...ours, '--isolate', 'none', handler]]);
    commands.push(['isolate request', [...ours, handler]]);
    commands.push(['two workers', [...ours, '--isolate', 'none', '--workers', '2', handler]]);
  }
  if (subjects.includes('peer')) commands.push(['peer', [peerBin(), 'serve', '--port', '8899', handler]]);
  return Promise.all(commands.map(([name, args]) => startedServer(name, node, args)));
}

/**
 * @param {string} name
 * @param {string} node
 * @param {string[]} args
 */
function startedServer(name, node, args) {
  const child = spawn(node, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const memory = () => [child.pid, ...childrenOf(child.pid)].reduce((sum, pid) => sum + residentKb(pid), 0);
  let said = '';
  return /** @type {Promise<{ name: string, url: string, child: typeof child, memory: () => number }>} */ (
    new Promise((resolve, reject) => {
      child.stderr.on('data', (text) => {
        said += text;
        const [url] = /https?:\/\/\S+:\d+\/?/.exec(said) ?? [];
        if (url !== undefined) resolve({ name, url: url.replace(/\/?$/, '/').replace('localhost', '127.0.0.1'), child, memory });
      });
      child.on('exit', () => reject(new Error(`${name} ended: ${said}`)));
    })
  );
}

/** @param {number | undefined} pid */
function childrenOf(pid) {
  try {
    return execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' }).trim().split(/\s+/).map(Number);
  } catch {
    return [];
  }
}

/** @param {number | undefined} pid */
const residentKb = (pid) => Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

/**
 * @param {string} url
 * @param {{ connections: number, body?: number }} load
 * @param {string} folder
 */
function loaded(url, { connections, body }, folder) {
  const script = path.join(folder, 'post.lua');
  writeFileSync(script, `wrk.method = "POST"\nwrk.body = string.rep("x", ${body})\n`);
  const args = ['-t1', `-c${connections}`, `-d${seconds}`, '--latency', ...(body === undefined ? [] : ['-s', script]), url];
  const said = execFileSync('wrk', args, { encoding: 'utf8' });
  const [, p99, unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(said) ?? [];
  const [, rate] = /Requests\/sec:\s+([\d.]+)/.exec(said) ?? [];
  return { rate: Number(rate), p99: Number(p99) * { us: 0.001, ms: 1, s: 1000 }[/** @type {'ms'} */ (unit)] };
}
