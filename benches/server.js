// A server as a process of its own: where it listens, what it holds and what it has used.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** For how long a server may be silent before it counts as one that cannot start, in milliseconds. */
const PATIENCE = 60_000;

/** Kernel ticks, of which a second has a hundred, in microseconds. */
const TICK = 10_000;

/**
 * @typedef {object} Server
 * @property {string} name
 * @property {string} url
 * @property {() => number[]} memory MiB that are resident, of each process that serves
 * @property {() => number} cpu microseconds that its processes have used
 * @property {() => void} stop
 */

/**
 * @param {string} name
 * @param {string} node
 * @param {string[]} args
 * @returns {Promise<Server>} once it says where it listens
 */
export function startServer(name, node, args) {
  const child = spawn(node, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const pid = /** @type {number} */ (child.pid);
  const stop = () => [...childrenOf(pid), pid].forEach((each) => process.kill(each, 'SIGKILL'));
  const server = {
    name,
    memory: () => (childrenOf(pid).length > 0 ? childrenOf(pid) : [pid]).map(residentMiB),
    cpu: () => [pid, ...childrenOf(pid)].reduce((sum, each) => sum + usedMicroseconds(each), 0),
    stop,
  };
  let said = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`${name} did not start in ${PATIENCE} ms: ${said}`));
    }, PATIENCE);
    child.stderr.on('data', (text) => {
      said += text;
      // The peer says "Server listening @ localhost:8000...".
      const [, host, port] = /(?:\/\/|@ )([^\s:/]+):(\d+)/.exec(said) ?? [];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve({ ...server, url: `http://${host.replace('localhost', '127.0.0.1')}:${port}/` });
    });
    child.on('exit', () => {
      clearTimeout(timer);
      reject(new Error(`${name} ended: ${said}`));
    });
  });
}

/** @param {number} pid */
const childrenOf = (pid) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter((text) => text !== '').map(Number);

/** @param {number} pid */
const residentMiB = (pid) => Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** @param {number} pid */
function usedMicroseconds(pid) {
  // After the name, which may have anything in it, the fields from the third on.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK;
}
