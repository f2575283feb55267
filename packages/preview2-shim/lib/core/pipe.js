// Bytes from one side to the other within this thread: a sink and a source over one bounded queue.

import { EMPTY } from './scratch.js';

/** @typedef {import('./stream.js').Sink} Sink */
/** @typedef {import('./stream.js').Source} Source */

const CAPACITY = 0x1_0000;

export function createPipe() {
  /** @type {Uint8Array[]} */
  const queue = [];
  let queued = 0;
  let ended = false;

  /** @type {Required<Pick<Sink, 'write' | 'capacity' | 'ready' | 'close'>>} */
  const sink = {
    write(bytes) {
      if (bytes.length > 0) queue.push(bytes.slice());
      queued += bytes.length;
    },
    capacity: () => CAPACITY - queued,
    ready: () => queued < CAPACITY,
    close() {
      ended = true;
    },
  };

  /** @type {Required<Pick<Source, 'read' | 'ready'>>} */
  const source = {
    read(length) {
      if (queued === 0) return ended ? undefined : EMPTY;
      const bytes = queue[0].subarray(0, length);
      if (bytes.length === queue[0].length) queue.shift();
      else queue[0] = queue[0].subarray(bytes.length);
      queued -= bytes.length;
      return bytes;
    },
    ready: () => queued > 0 || ended,
  };

  return { sink, source };
}
