// The worker: an event loop, and the drivers whose channels lead to the thread that started it.

import { workerData } from 'node:worker_threads';
import { MemoryPool } from '../memory.js';
import * as shared from '../shared.js';
import { Channel } from './channel.js';
import { dns } from './dns.js';
import { http } from './http.js';
import { tcp } from './tcp.js';
import { udp } from './udp.js';

/**
 * @template Options
 * @typedef {import('./channel.js').Driver<Options>} Driver
 */

/** @type {Record<string, Driver<any>>} */
const drivers = { dns, http, tcp, udp };

/** @type {{ changes: Int32Array, words: Int32Array, port: import('node:worker_threads').MessagePort, addon?: string }} */
const { changes, words, port } = workerData;

/** @type {Map<number, Channel>} */
const channels = new Map();
let nextId = 1;
const pool = new MemoryPool();

let isTelling = false;

/** Wakes the calling thread, once for all that is done in one turn of the loop: waking it is what costs. */
function changed() {
  if (!isTelling) setImmediate(tell);
  isTelling = true;
}

function tell() {
  isTelling = false;
  Atomics.add(changes, 0, 1);
  Atomics.notify(changes, 0);
}

/**
 * @param {number} id
 * @param {number} kind
 * @param {unknown} [content]
 */
function send(id, kind, content) {
  port.postMessage([id, kind, content]);
  Atomics.add(words, shared.SENT, 1);
  changed();
}

/**
 * @template Options
 * @param {number} id
 * @param {Driver<Options>} driver
 * @param {Options} options
 * @param {import('../memory.js').Memory | undefined} memory
 */
function addChannel(id, driver, options, memory) {
  const channel = new Channel(memory, {
    changed,
    send: (kind, content) => send(id, kind, content),
    open: openChannel,
    gone() {
      channels.delete(id);
      send(id, shared.CLOSE);
      if (id % 2 === 1 && memory !== undefined) pool.give(memory);
    },
  });
  channels.set(id, channel);
  channel.start(driver, options);
}

/**
 * @template Options
 * @param {Driver<Options>} driver
 * @param {Options} options
 */
function openChannel(driver, options) {
  const memory = pool.take();
  const id = nextId;
  nextId += 2;
  send(id, shared.OPEN, memory);
  addChannel(id, driver, options, memory);
  return id;
}

/** @param {string} kind */
function driverOf(kind) {
  const driver = drivers[kind];
  if (driver === undefined) throw new TypeError(`there is no driver ${JSON.stringify(kind)}`);
  return driver;
}

/** @param {number} ping */
function answer(ping) {
  Atomics.store(words, shared.PONG, ping);
  changed();
}

port.on('message', (message) => {
  if (typeof message === 'number') return channels.get(message)?.look();
  const [id, kind, content] = message;
  if (kind === shared.OPEN) return addChannel(id, driverOf(content.kind), content.options, content.memory);
  if (kind === shared.PING) return answer(content);
  channels.get(id)?.take(kind, content);
});

/** Whatever ends the worker, nobody may go on waiting for it. */
process.on('exit', () => {
  Atomics.store(words, shared.STATE, shared.DEAD);
  tell();
});
process.on('uncaughtException', (error) => {
  send(0, shared.DIE, String(error?.stack ?? error));
  process.exit(1);
});
