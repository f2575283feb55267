// What the calling thread and its worker have in shared memory, and the messages they send each other.

import { Ring } from './ring.js';

// The words of a switchboard.
/** How many messages the worker has sent. */
export const SENT = 0;
/** One of the states below. */
export const STATE = 1;
/** The last ping that the worker has answered. */
export const PONG = 2;
export const PORT_WORDS = 3;

export const ALIVE = 0;
export const DEAD = 1;

// The words of a channel. "In" is towards the guest.
const IN_PUT = 0;
const IN_TAKEN = 1;
/** Whether the worker waits for room in the ring towards the guest. */
export const IN_STALLED = 2;
/** Whether there are no more bytes towards the guest than those in the ring. */
export const IN_END = 3;
const OUT_PUT = 4;
const OUT_TAKEN = 5;
/** Whether the worker has been told to look, and has not looked since. */
export const BELL = 6;
/** Whether no more bytes of the guest are wanted. */
export const OUT_END = 7;
export const CHANNEL_WORDS = 16;

/** The bytes of each ring. */
const RING = 0x2_0000;

export const CHANNEL_BYTES = CHANNEL_WORDS * 4 + 2 * RING;

/** @param {import('./memory.js').Memory} memory */
export function channelParts({ buffer, offset }) {
  const words = new Int32Array(buffer, offset, CHANNEL_WORDS);
  const start = offset + CHANNEL_WORDS * 4;
  return {
    words,
    incoming: new Ring(words, IN_PUT, IN_TAKEN, new Uint8Array(buffer, start, RING)),
    outgoing: new Ring(words, OUT_PUT, OUT_TAKEN, new Uint8Array(buffer, start + RING, RING)),
  };
}

// Messages are lists: the number of the channel, what is meant, and what goes with it. A bare number, to the worker, is
// a bell: look at the rings of that channel.

/** There is a channel: to the worker with its kind, its options and its memory, from the worker with its memory. */
export const OPEN = 0;
/** Either way: something for the driver, or from it. */
export const MESSAGE = 1;
/** To the worker: the guest writes no more. */
export const FINISH = 2;
/** To the worker: the guest has dropped it all. From the worker: everything of the channel is gone. */
export const CLOSE = 3;
/** From the worker: the channel has failed, with the error. */
export const FAIL = 4;
/** To the worker: answer in PONG. */
export const PING = 5;
/** From the worker: it ends, and why. */
export const DIE = 6;

/** @typedef {{ code: string, message: string, errno?: number, syscall?: string }} HostErrorData */

/**
 * A host error as a message can carry it: the class and its properties do not survive.
 * @param {unknown} thrown
 * @returns {HostErrorData}
 */
export function errorData(thrown) {
  const { code = 'EIO', message, errno, syscall } = /** @type {NodeJS.ErrnoException} */ (thrown);
  return { code, message, errno, syscall };
}

/** @param {HostErrorData} data */
export const hostError = ({ message, ...data }) => Object.assign(new Error(message), data);
