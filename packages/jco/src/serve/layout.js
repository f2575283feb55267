// What the front, which speaks HTTP, and the guest threads, which run the component, have in shared memory.
//
// Requests wait in one queue that all guest threads take from: a thread that is busy holds up nobody. Each thread has a
// lane, a ring of bytes each way, for the request it is at: the bodies, and what it has to say. Both carry frames.

import { Ring } from '@jco/preview2-shim/server';

// The words of the queue. The two counters only grow, modulo 2³².
/** How many requests have been put; guest threads sleep on it. */
export const PUT = 0;
/** How many have been taken. */
export const TAKEN = 1;
/** How many threads sleep. */
export const SLEEPERS = 2;
/** Grows with every frame of any thread; the front sleeps on it. */
export const SAID = 3;
/** Whether the front sleeps. */
export const IS_FRONT_ASLEEP = 4;
/** Whether threads are to end when the queue is empty. */
export const IS_CLOSING = 5;
const QUEUE_WORDS = 16;

/** How many requests can wait in shared memory; more wait at the front. A power of two. */
export const SLOTS = 64;

/** A slot has the number of the request, the length of its head, and the head. */
export const SLOT_HEADER = 8;
/** The longest head, in bytes: a little more than node:http lets pass. */
export const LONGEST_HEAD = 20 * 1024 - SLOT_HEADER;
const SLOT_SIZE = SLOT_HEADER + LONGEST_HEAD;

export const queueMemory = () => new SharedArrayBuffer(QUEUE_WORDS * 4 + SLOTS * SLOT_SIZE);

/** @param {SharedArrayBuffer} memory */
export const queueParts = (memory) => ({
  words: new Int32Array(memory, 0, QUEUE_WORDS),
  slots: Array.from({ length: SLOTS }, (_, index) => Buffer.from(memory, QUEUE_WORDS * 4 + index * SLOT_SIZE, SLOT_SIZE)),
});

// The words of a lane. "In" is towards the guest.
const IN_PUT = 0;
const IN_TAKEN = 1;
const OUT_PUT = 2;
const OUT_TAKEN = 3;
/** The number of the request that the thread is at; 0: none. */
export const CURRENT = 4;
/** The number of the last request whose client has gone. */
export const GONE = 5;
/** Whether the thread is ready for its first request. */
export const IS_READY = 6;
/** Whether its guest waits for something. */
export const IS_WAITING = 7;
/** Whether the front waits for room in the ring towards the guest. */
export const WANTS_ROOM = 8;
const LANE_WORDS = 16;

/** The bytes of a ring; a power of two. */
export const RING_SIZE = 0x4_0000;

/** As much room as is worth being told of. */
export const MUCH_ROOM = RING_SIZE / 2;

export const laneMemory = () => new SharedArrayBuffer(LANE_WORDS * 4 + 2 * RING_SIZE);

/** @param {SharedArrayBuffer} memory */
export function laneParts(memory) {
  const words = new Int32Array(memory, 0, LANE_WORDS);
  const start = LANE_WORDS * 4;
  return {
    words,
    incoming: new Ring(words, IN_PUT, IN_TAKEN, new Uint8Array(memory, start, RING_SIZE)),
    outgoing: new Ring(words, OUT_PUT, OUT_TAKEN, new Uint8Array(memory, start + RING_SIZE, RING_SIZE)),
  };
}

// Frames both ways.
export const DATA = 1;
/** The end of a body, with its trailers. */
export const END = 2;
// Frames to the front.
/** Status and headers of the response. */
export const HEAD = 3;
/** Status and headers of an informational response. */
export const INFORMATION = 4;
/** The body will not be finished. */
export const ABORT = 5;
/** There will be no response: the status to answer with instead, and why. */
export const FAILURE = 6;
/** The request's body is wanted. */
export const PULL = 7;
/** The handler has returned. */
export const DONE = 8;
