// A call that its thread waits for. The reply is bytes in shared memory, a piece at a time:
// [state: 0 waiting, 1 there][bytes in this piece][bytes in all pieces after it] and then the piece.

import { decode, encode } from './codec.js';

const head = 3 * Int32Array.BYTES_PER_ELEMENT;

/** Memory for the replies to one thread. */
export const replyMemory = () => new SharedArrayBuffer(64 * 1024);

/**
 * Waits for a reply.
 *
 * @param {SharedArrayBuffer} memory
 * @param {(message: object) => void} post
 * @param {object} request
 * @returns {any} what was replied
 */
export function wait(memory, post, request) {
  const state = new Int32Array(memory, 0, 3);
  /** @type {Uint8Array | undefined} */
  let reply;
  let at = 0;
  for (let message = request; ; message = { more: true }) {
    Atomics.store(state, 0, 0);
    post(message);
    Atomics.wait(state, 0, 0);
    const [, length, remaining] = state;
    reply ??= new Uint8Array(length + remaining);
    reply.set(new Uint8Array(memory, head, length), at);
    at += length;
    if (remaining === 0) return decode(reply);
  }
}

/**
 * The other end.
 *
 * @param {SharedArrayBuffer} memory
 */
export function replier(memory) {
  const state = new Int32Array(memory, 0, 3);
  /** @type {Uint8Array} */
  let rest = new Uint8Array(0);

  function more() {
    const piece = rest.subarray(0, memory.byteLength - head);
    rest = rest.subarray(piece.length);
    new Uint8Array(memory, head).set(piece);
    state[1] = piece.length;
    state[2] = rest.length;
    Atomics.store(state, 0, 1);
    Atomics.notify(state, 0);
  }

  /** @param {unknown} value */
  function reply(value) {
    rest = encode(value);
    more();
  }
  return { reply, more };
}
