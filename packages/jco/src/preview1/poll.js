// poll_oneoff

import { poll, pollable } from '@jco/preview2-shim/internal/core/pollable.js';
import { errno } from './errno.js';
import { POLL_FD_READWRITE } from './rights.js';

/** @typedef {import('@jco/preview2-shim/internal/core/pollable.js').Pollable} Pollable */
/** @typedef {import('./index.js').State} State */

/**
 * What one subscription waits for: nothing, if there is no pollable.
 * @typedef {object} Subscription
 * @property {bigint} userdata
 * @property {number} type
 * @property {Pollable} [pollable]
 * @property {import('./descriptor.js').Descriptor} [descriptor]
 * @property {number} [error]
 */

const SUBSCRIPTION_SIZE = 48;
const EVENT_SIZE = 32;

const CLOCK = 0;
const FD_READ = 1;
const FD_WRITE = 2;

const REALTIME = 0;
const MONOTONIC = 1;
const ABSOLUTE = 1;

const HANGUP = 1;

/** @param {State} state */
export const pollFunctions = (state) => ({
  /** @type {(subscriptions: number, events: number, count: number, result: number) => void} */
  poll_oneoff(subscriptions, events, count, result) {
    const { memory } = state;
    if (count === 0) throw 'invalid';
    memory.need(subscriptions >>> 0, (count >>> 0) * SUBSCRIPTION_SIZE);
    const all = Array.from({ length: count >>> 0 }, (_, index) => {
      return subscription(state, (subscriptions >>> 0) + index * SUBSCRIPTION_SIZE);
    });
    const ready = waitForAny(all);
    memory.need(events >>> 0, ready.length * EVENT_SIZE);
    for (const [index, one] of ready.entries()) setEvent(memory, (events >>> 0) + index * EVENT_SIZE, one);
    memory.setU32(result >>> 0, ready.length);
  },
});

/**
 * @param {State} state
 * @param {number} at
 * @returns {Subscription}
 */
function subscription(state, at) {
  const { view } = state.memory;
  const userdata = view.getBigUint64(at, true);
  const type = view.getUint8(at + 8);
  try {
    if (type === CLOCK) return { userdata, type, pollable: timer(state, at + 16) };
    if (type !== FD_READ && type !== FD_WRITE) throw 'invalid';
    const descriptor = state.table.get(view.getUint32(at + 16, true));
    descriptor.need(POLL_FD_READWRITE);
    return { userdata, type, descriptor, pollable: descriptor.subscribe(type === FD_READ ? 'read' : 'write') };
  } catch (thrown) {
    return { userdata, type, error: errno(thrown) };
  }
}

/**
 * @param {State} state
 * @param {number} at
 */
function timer({ memory: { view }, monotonic, wall }, at) {
  const clock = view.getUint32(at, true);
  const timeout = view.getBigUint64(at + 8, true);
  const isAbsolute = (view.getUint16(at + 24, true) & ABSOLUTE) !== 0;
  if (clock !== REALTIME && clock !== MONOTONIC) throw 'invalid';
  const now = clock === REALTIME ? wall() : monotonic();
  const deadline = monotonic() + (isAbsolute ? timeout - now : timeout);
  return pollable({ ready: () => monotonic() >= deadline, remaining: () => Number(deadline - monotonic()) });
}

/**
 * @param {State['memory']} memory
 * @param {number} at
 * @param {Subscription} subscription
 */
function setEvent({ bytes, view }, at, { userdata, type, descriptor, error = 0 }) {
  bytes.fill(0, at, at + EVENT_SIZE);
  view.setBigUint64(at, userdata, true);
  view.setUint16(at + 8, error, true);
  view.setUint8(at + 10, type);
  if (descriptor === undefined) return;
  const available = type === FD_READ ? descriptor.available() : 1n;
  view.setBigUint64(at + 16, available, true);
  view.setUint16(at + 24, available === 0n ? HANGUP : 0, true);
}

/**
 * @param {Subscription[]} all
 * @returns {Subscription[]} those that need not wait, or need not wait any longer
 */
function waitForAny(all) {
  const waiting = all.filter(({ pollable }) => pollable !== undefined);
  const pollables = waiting.map(({ pollable }) => /** @type {Pollable} */ (pollable));
  if (waiting.length < all.length) return all.filter(({ pollable }) => pollable === undefined || pollable.ready());
  const ready = poll(pollables);
  return Array.from(ready, (index) => waiting[index]);
}
