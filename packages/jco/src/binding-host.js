// Node's files and standard streams for the WebAssembly engine, which has none of its own. Errors carry Node's codes.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { isatty } from 'node:tty';

/** @typedef {typeof nodeHost} Host */

/** In the environment of a process whose time another one watches. */
const TIMED = 'JCO_TIMED';

export const nodeHost = {
  /** @param {string} path */
  kind(path) {
    const stats = fs.statSync(path);
    return stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
  },

  /** @param {string} path */
  read: (path) => fs.readFileSync(path),

  /** @param {string} folder */
  names: (folder) => fs.readdirSync(folder === '' ? '.' : folder),

  /** @param {string} path */
  canonical: (path) => fs.realpathSync(path),

  /** @param {string} path @param {Uint8Array} bytes */
  write: (path, bytes) => fs.writeFileSync(path, bytes),

  /** @param {string} path @param {Uint8Array} bytes */
  writeNew(path, bytes) {
    const fd = fs.openSync(path, 'wx');
    try {
      fs.writeFileSync(fd, bytes);
    } catch (error) {
      fs.rmSync(path, { force: true });
      throw error;
    } finally {
      fs.closeSync(fd);
    }
  },

  /** @param {string} from @param {string} to */
  rename: (from, to) => fs.renameSync(from, to),

  /** @param {string} file @param {string} other */
  keep(file, other) {
    try {
      fs.linkSync(file, other);
    } catch {
      fs.copyFileSync(file, other);
    }
  },

  /** @param {string} path */
  makeFolder: (path) => fs.mkdirSync(path),

  /** @param {string} path */
  removeFile: (path) => fs.unlinkSync(path),

  /** @param {string} path */
  removeFolder: (path) => fs.rmdirSync(path),

  process: process.pid,

  /** An adapter from WASI preview 1. @param {string} kind */
  adapter: (kind) => fs.readFileSync(new URL(`../native/wasi_snapshot_preview1.${kind}.wasm`, import.meta.url)),

  readInput() {
    const chunks = [];
    const chunk = Buffer.allocUnsafe(0x1_0000);
    for (;;) {
      const count = patiently(() => fs.readSync(0, chunk));
      if (count === 0) return Buffer.concat(chunks);
      chunks.push(Buffer.from(chunk.subarray(0, count)));
    }
  },

  /** @param {number} stream 1 or 2 @param {Uint8Array} bytes */
  writeOutput(stream, bytes) {
    for (let written = 0; written < bytes.length; ) {
      written += patiently(() => fs.writeSync(stream, bytes, written));
    }
  },

  /** @param {number} stream */
  isTerminal: (stream) => isatty(stream),

  /**
   * Ends this process after a while, whatever it is doing then. No other thread can do that with an exit code: all of it
   * is done in another process, which starts from the beginning.
   *
   * @param {number} milliseconds
   * @param {string} text for standard error
   * @param {number} exitCode
   */
  endAfter(milliseconds, text, exitCode) {
    if (process.env[TIMED]) return;
    const args = [...process.execArgv, ...process.argv.slice(1)];
    const env = { ...process.env, [TIMED]: '1' };
    const { status, error } = spawnSync(process.execPath, args, { stdio: 'inherit', env, timeout: milliseconds, killSignal: 'SIGKILL' });
    const isOver = /** @type {NodeJS.ErrnoException | undefined} */ (error)?.code === 'ETIMEDOUT';
    if (isOver) nodeHost.writeOutput(2, new TextEncoder().encode(text));
    process.exit(isOver ? exitCode : (status ?? 1));
  },

  noColor: Boolean(process.env.NO_COLOR) || process.env.TERM === 'dumb',
};

/**
 * Calls again while a stream that another process made non-blocking has nothing to say.
 *
 * @param {() => number} call
 */
function patiently(call) {
  for (;;) {
    try {
      return call();
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      // How Windows says that a pipe has ended.
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
