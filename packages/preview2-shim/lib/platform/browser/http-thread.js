// The thread that fetches while the one that started it is stopped: see thread.js.

import { exchangeMemory } from './exchange-memory.js';
import { exchangeHere } from './http.js';
import { changed, mark, wait, waitByPromises } from './port.js';

/** @typedef {ReturnType<typeof exchangeHere>} Exchange */

waitByPromises(true);

/** @type {Map<number, Exchange>} */
const exchanges = new Map();

/** [changes, whether a message about them is under way] @type {Int32Array} the first message */
let words;

/** @param {{ data: any }} event */
globalThis.onmessage = ({ data }) => {
  if ('changes' in data) {
    words = data.changes;
    globalThis.postMessage('ready');
  } else if ('head' in data) void begin(data);
  else go(/** @type {Exchange} */ (exchanges.get(data.id)), data);
};

/**
 * @param {Exchange} exchange
 * @param {any} message
 */
function go(exchange, message) {
  if ('write' in message) exchange.write(message.write);
  else if ('finish' in message) exchange.finish(message.trailers);
  else if ('abort' in message) exchange.abort();
  else if ('close' in message) {
    exchange.close();
    exchanges.delete(message.id);
  }
  // Also for `more`, when there is room in the ring again.
  changed();
}

/** @param {{ id: number, head: import('./http.js').RequestHead, memory: SharedArrayBuffer }} message */
async function begin({ id, head, memory }) {
  const reply = exchangeMemory(memory);
  try {
    const exchange = exchangeHere(head);
    exchanges.set(id, exchange);
    await until(() => exchange.hasHead());
    reply.setHead(/** @type {{ status: number, headers: string[] }} */ (exchange.head()));
    tell();
    while (await moveOn(exchange, reply, () => exchanges.has(id))) tell();
    reply.end();
  } catch (error) {
    reply.setError(/** @type {any} */ (error));
  }
  tell();
}

/**
 * Moves what has come of the body.
 *
 * @param {Exchange} exchange
 * @param {import('./exchange-memory.js').ExchangeMemory} reply
 * @param {() => boolean} isWanted
 * @returns {Promise<boolean>} whether there may be more
 */
async function moveOn(exchange, reply, isWanted) {
  await until(() => !isWanted() || (reply.room() > 0 && exchange.canRead()));
  const bytes = isWanted() ? exchange.read(reply.room()) : undefined;
  if (bytes === undefined) return false;
  reply.put(bytes);
  return true;
}

/** @param {() => boolean} isSo */
async function until(isSo) {
  for (;;) {
    const seen = mark();
    if (isSo()) return;
    await wait(seen, Infinity);
  }
}

/** Wakes the other thread, whether it is stopped or not. */
function tell() {
  Atomics.add(words, 0, 1);
  Atomics.notify(words, 0);
  if (Atomics.exchange(words, 1, 1) === 0) globalThis.postMessage('changed');
}
