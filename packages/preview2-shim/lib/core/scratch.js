// One reused buffer for bytes on their way from the host to a guest: a fresh 64 KB array costs fifteen times the read.
// What it hands out is good until the next call of anything in this package.

/** The most bytes one read returns. */
export const MAX_READ = 0x10_0000;

const MIN_SIZE = 0x1_0000;

let buffer = new Uint8Array(0);
let view = buffer;

/** @param {number} length at most `MAX_READ` */
export function scratch(length) {
  if (buffer.length < length) buffer = new Uint8Array(length > MIN_SIZE ? MAX_READ : MIN_SIZE);
  return buffer;
}

/**
 * The first bytes of the scratch buffer. Reads of one size come in rows, so that the last view mostly fits again.
 * @param {number} length
 */
export function filled(length) {
  if (view.length !== length || view.buffer !== buffer.buffer) view = buffer.subarray(0, length);
  return view;
}

const MAX_READ_BIG = BigInt(MAX_READ);

/**
 * The number of bytes to read for a guest that asks for so many.
 * @param {bigint} length
 */
export const readLength = (length) => (length < MAX_READ_BIG ? Number(length) : MAX_READ);

export const EMPTY = new Uint8Array(0);
