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
  // What was met when someone only asked whether there is something: bytes, and the end or a failure, to be told next.
  let ahead = EMPTY;
  /** @type {(() => undefined) | undefined} */
  let outcome;
  /** @type {number | undefined} */
  let asker;

  const canAsk = () => (asker ??= openAsker(fd)) !== NO_ASKER;

  /** @param {number} length */
  function takeAhead(length) {
    const bytes = ahead.subarray(0, length);
    ahead = ahead.subarray(bytes.length);
    return bytes;
  }

  /** @param {() => Uint8Array | undefined} read */
  function lookAhead(read) {
    try {
      const bytes = read();
      if (bytes === undefined) outcome = () => undefined;
      else ahead = bytes.slice();
    } catch (error) {
      outcome = () => {
        throw error;
      };
    }
  }

  /** @param {() => Uint8Array | undefined} read */
  function takeOutcomeOr(read) {
    if (outcome === undefined) return read();
    const told = outcome;
    outcome = undefined;
    return told();
  }

  return {
    read(length) {
      if (ahead.length > 0) return takeAhead(length);
      if (length === 0) return EMPTY;
      return takeOutcomeOr(() => (canAsk() ? readNow(/** @type {number} */ (asker), length) : blockingRead(fd, length)));
    },

    blockingRead(length) {
      if (ahead.length > 0) return takeAhead(length);
      return takeOutcomeOr(() => blockingRead(fd, length));
    },

    ready() {
      const isKnown = ahead.length > 0 || outcome !== undefined;
      if (isKnown || !canAsk()) return true;
      lookAhead(() => readNow(/** @type {number} */ (asker), READ_AHEAD));
      return ahead.length > 0 || outcome !== undefined;
    },

    block: () => lookAhead(() => blockingRead(fd, READ_AHEAD)),
  };
}

const NO_ASKER = -1;

/**
 * A second descriptor of the same pipe or terminal, whose reads never wait. There is none for a regular file, which
 * needs none, and for a socket, of which Node cannot tell whether bytes are there: a read of it may wait.
 * @param {number} fd
 */
function openAsker(fd) {
  const { O_NOCTTY, O_NONBLOCK, O_RDONLY } = constants;
  if (process.platform !== 'linux' || fstatSync(fd).isFile()) return NO_ASKER;
  try {
    return openSync(`/proc/self/fd/${fd}`, O_RDONLY | O_NOCTTY | O_NONBLOCK);
  } catch {
    return NO_ASKER;
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
