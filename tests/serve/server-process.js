// A server as a process, and what it holds.

import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const jco = fileURLToPath(new URL('../../packages/jco/bin/jco.js', import.meta.url));
const guest = (/** @type {string} */ name) => fileURLToPath(new URL(`../guests/built/${name}.wasm`, import.meta.url));

/** @typedef {Awaited<ReturnType<typeof startedServer>>} ServerProcess */

/**
 * @param {string} name of the guest
 * @param {string[]} args
 */
export async function startedServer(name, ...args) {
  const command = [jco, 'serve', '--port', '0', ...args, guest(name)];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  const [host, port] = await new Promise((resolve, reject) => {
    child.stderr.on('data', (text) => {
      // What is said of each request that goes wrong is not kept.
      if (said.length < 10_000) said += text;
      const [, ...place] = /^Serving HTTP on http:\/\/(.+):(\d+)\/$/m.exec(said) ?? [];
      if (place.length > 0) resolve(place);
    });
    child.on('exit', (code, signal) => reject(new Error(`the server ended with ${code ?? signal}: ${said}`)));
  });
  return { child, pid: /** @type {number} */ (child.pid), host, port: Number(port), url: `http://${host}:${port}/` };
}

/**
 * Of the process, and of those it has started.
 * @param {number} pid
 */
export function held(pid) {
  const all = [pid, ...childrenOf(pid)];
  const sum = (/** @type {(pid: number) => number} */ of) => all.reduce((sum, each) => sum + of(each), 0);
  return {
    mebibytes: Math.round(sum((each) => Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${each}/status`, 'utf8'))?.[1]) / 1024)),
    descriptors: sum((each) => readdirSync(`/proc/${each}/fd`).length),
    threads: sum((each) => readdirSync(`/proc/${each}/task`).length),
  };
}

/** @param {number} pid */
export const childrenOf = (pid) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter((text) => text !== '').map(Number);

/**
 * What it holds once it has come to rest: spare threads end after ten seconds.
 * @param {number} pid
 */
export async function heldAtRest(pid) {
  let last = held(pid);
  for (let same = 0; same < 3; ) {
    await new Promise((resolve) => setTimeout(resolve, 4000));
    const now = held(pid);
    same = now.descriptors === last.descriptors && now.threads === last.threads ? same + 1 : 0;
    last = now;
  }
  return last;
}
