// The process's standard streams as a source and sinks: synchronous system calls, on the calling thread.

import { constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { EMPTY, filled, scratch } from '../../core/scratch.js';
import { sleep } from './port.js';

/** @typedef {import('../../core/stream.js').Source} Source */
/** @typedef {import('../../core/stream.js').Sink} Sink */

const READ_AHEAD = 0x1_0000;

// How long to sleep when a descriptor that others made non-blocking has nothing to say.
const PAUSE = 500_000;

/**
 * @param {number} fd
 * @returns {Source}
 */
export function descriptorSource(fd) {
  // Bytes, or the end, that were met when only asking whether there are any.
  let ahead = EMPTY;
  let endAhead = false;
  /** @type {number | undefined | null} */
  let asker = null;

  /** @param {number} length */
  function takeAhead(length) {
    const bytes = ahead.subarray(0, length);
    ahead = ahead.subarray(bytes.length);
    return bytes;
  }

  function takeEnd() {
    endAhead = false;
    return undefined;
  }

  /** @param {Uint8Array | undefined} bytes */
  function keepAhead(bytes) {
    if (bytes === undefined) endAhead = true;
    else ahead = bytes.slice();
  }

  /** @type {Source} */
  const source = {
    read(length) {
      if (ahead.length > 0) return takeAhead(length);
      if (endAhead) return takeEnd();
      if (length === 0) return EMPTY;
      asker ??= openAsker(fd);
      return asker < 0 ? blockingRead(fd, length) : readNow(asker, length);
    },

    blockingRead(length) {
      if (ahead.length > 0) return takeAhead(length);
      if (endAhead) return takeEnd();
      return blockingRead(fd, length);
    },

    ready() {
      if (ahead.length > 0 || endAhead) return true;
      asker ??= openAsker(fd);
      if (asker < 0) return true;
      const bytes = readNow(asker, READ_AHEAD);
      if (bytes !== undefined && bytes.length === 0) return false;
      keepAhead(bytes);
      return true;
    },

    block: () => keepAhead(blockingRead(fd, READ_AHEAD)),
  };
  return source;
}

/**
 * A second descriptor of the same pipe or terminal, whose reads never wait. Negative where the host has none: a regular
 * file needs none, and of a socket Node cannot tell whether bytes are there, so that a read of it may wait.
 * @param {number} fd
 */
function openAsker(fd) {
  const { O_NOCTTY, O_NONBLOCK, O_RDONLY } = constants;
  if (process.platform !== 'linux' || fstatSync(fd).isFile()) return -1;
  try {
    return openSync(`/proc/self/fd/${fd}`, O_RDONLY | O_NOCTTY | O_NONBLOCK);
  } catch {
    return -1;
  }
}

/**
 * @param {number} fd
 * @param {number} length
 * @returns {Uint8Array | undefined} undefined at the end
 */
function blockingRead(fd, length) {
  for (;;) {
    const bytes = readNow(fd, length);
    if (bytes === undefined || bytes.length > 0) return bytes;
    sleep(PAUSE);
  }
}

/**
 * @param {number} fd
 * @param {number} length
 * @returns {Uint8Array | undefined} undefined at the end, empty if the descriptor would make us wait
 */
function readNow(fd, length) {
  try {
    const count = readSync(fd, scratch(length), 0, length, null);
    return count === 0 ? undefined : filled(count);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'EAGAIN') return EMPTY;
    // How Windows says that a pipe has ended.
    if (code === 'EOF') return undefined;
    throw error;
  }
}

/**
 * @param {number} fd
 * @returns {Sink}
 */
export const descriptorSink = (fd) => ({
  write(bytes) {
    for (let written = 0; written < bytes.length; ) {
      try {
        written += writeSync(fd, bytes, written, bytes.length - written);
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EAGAIN') throw error;
        sleep(PAUSE);
      }
    }
  },
});

export const stdin = descriptorSource(0);
export const stdout = descriptorSink(1);
export const stderr = descriptorSink(2);

/** @param {number} fd */
export function isTerminal(fd) {
  try {
    if (!fstatSync(fd).isCharacterDevice()) return false;
  } catch {
    return false;
  }
  // Loaded on need: it brings Node's whole network stack along.
  return createRequire(import.meta.url)('node:tty').isatty(fd);
}
