// What went wrong, as preview 1 numbers it. The layer throws names: the shim's filesystem codes, and the few names of
// its own that are at the end of this table.

import { errorCodes, toIoError } from '@jco/preview2-shim/internal/core/errors.js';

/** @type {Record<string, number>} */
const numbers = {
  'access': 2,
  'would-block': 6,
  'already': 7,
  'bad-descriptor': 8,
  'busy': 10,
  'deadlock': 16,
  'quota': 19,
  'exist': 20,
  'file-too-large': 22,
  'illegal-byte-sequence': 25,
  'in-progress': 26,
  'interrupted': 27,
  'invalid': 28,
  'io': 29,
  'is-directory': 31,
  'loop': 32,
  'too-many-links': 34,
  'message-size': 35,
  'name-too-long': 37,
  'no-device': 43,
  'no-entry': 44,
  'no-lock': 46,
  'insufficient-memory': 48,
  'insufficient-space': 51,
  'not-directory': 54,
  'not-empty': 55,
  'not-recoverable': 56,
  'unsupported': 58,
  'no-tty': 59,
  'no-such-device': 60,
  'overflow': 61,
  'not-permitted': 63,
  'pipe': 64,
  'read-only': 69,
  'invalid-seek': 70,
  'text-file-busy': 74,
  'cross-device': 75,

  // wasi:sockets
  'access-denied': 2,
  'connection-aborted': 13,
  'connection-refused': 14,
  'connection-reset': 15,
  'invalid-argument': 28,
  'invalid-state': 28,
  'not-supported': 58,
  'out-of-memory': 48,
  'remote-unreachable': 23,
  'timeout': 73,

  // what only preview 1 has
  'fault': 21,
  'not-socket': 57,
  'not-connected': 53,
  'not-capable': 76,
};

const IO = numbers['io'];
const PIPE = numbers['pipe'];
const FAULT = numbers['fault'];

/**
 * @param {unknown} thrown
 * @returns {number} what is no failure of I/O is thrown on: traps, exits, mistakes
 */
export function errno(thrown) {
  if (typeof thrown === 'string') return numbers[thrown] ?? IO;
  // A view of guest memory was asked for what lies beyond it.
  if (thrown instanceof RangeError) return FAULT;
  if (isStreamError(thrown)) return thrown.tag === 'closed' ? PIPE : errno(thrown.val);
  const error = toIoError(thrown);
  if (error === undefined) throw thrown;
  const { filesystem, network } = errorCodes(error);
  return numbers[filesystem ?? network ?? 'io'] ?? IO;
}

/**
 * Whether a stream of WASI 0.2 says that it has ended.
 * @param {unknown} thrown
 */
export const isClosed = (thrown) => isStreamError(thrown) && thrown.tag === 'closed';

/**
 * @param {unknown} thrown
 * @returns {thrown is { tag: 'closed' } | { tag: 'last-operation-failed', val: unknown }}
 */
function isStreamError(thrown) {
  if (typeof thrown !== 'object' || thrown === null || !('tag' in thrown)) return false;
  return thrown.tag === 'closed' || thrown.tag === 'last-operation-failed';
}
