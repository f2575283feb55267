// The process's standard streams as a source and sinks: synchronous system calls, on the calling thread.

import { constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { EMPTY, filled, scratch } from '../../core/scratch.js';
import { sleep } from './port.js';

/** @typedef {import('../../core/stream.js').Source} Source */
/** @typedef {import('../../core/stream.js').Sink} Sink */

const READ_AHEAD = 0x1_0000;

// How long to sleep when a descriptor that does not wait has nothing to say; doubled each time for one that is read.
const PAUSE = 500_000;
const LONGEST_PAUSE = 8_000_000;

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
 * A descriptor of the same pipe, terminal or socket, whose reads never wait: of the first two a second one, a socket has
 * only itself. There is none for a regular file, which needs none, and elsewhere than on Linux none for terminals.
 * @param {number} fd
 */
function openAsker(fd) {
  const { O_NOCTTY, O_NONBLOCK, O_RDONLY } = constants;
  const status = fstatSync(fd);
  if (status.isFile()) return NO_ASKER;
  if (status.isSocket()) return withoutWaiting(fd);
  if (process.platform !== 'linux') return status.isFIFO() ? withoutWaiting(fd) : NO_ASKER;
  try {
    return openSync(`/proc/self/fd/${fd}`, O_RDONLY | O_NOCTTY | O_NONBLOCK);
  } catch {
    return NO_ASKER;
  }
}

/** @type {unknown[]} what keeps descriptors as they are: they would be closed with what owns them */
const owners = [];

/**
 * Makes the descriptor itself one that never waits, by what Node does first of all with a socket that it is given. It is
 * not read from.
 * @param {number} fd
 */
function withoutWaiting(fd) {
  /** @type {typeof import('node:net')} */
  const { Socket } = createRequire(import.meta.url)('node:net');
  try {
    const options = { fd, manualStart: true };
    owners.push(new Socket(options).unref());
    return fd;
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
  for (let pause = PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const bytes = readNow(fd, length);
    if (bytes === undefined || bytes.length > 0) return bytes;
    sleep(pause);
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
        const { code } = /** @type {NodeJS.ErrnoException} */ (error);
        // What a socket says, once, whose other side has gone with bytes unread.
        if (code === 'ECONNRESET') throw Object.assign(new Error('nobody reads this'), { code: 'EPIPE' });
        if (code !== 'EAGAIN') throw error;
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
