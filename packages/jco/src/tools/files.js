// What commands read and write.

import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pid } from 'node:process';

import { engine } from '../binding.js';
import { JcoError, attempt, unreadable } from '../errors.js';

/**
 * A component or module, as binary or text.
 *
 * @param {string} path `-` is standard input
 * @returns {Uint8Array} the binary
 */
export function readBinary(path) {
  let bytes;
  try {
    bytes = readFileSync(path === '-' ? 0 : path);
  } catch (error) {
    throw unreadable(path, 'the component', error);
  }
  return bytes[0] === 0 ? bytes : attempt(() => engine().parse(bytes));
}

/**
 * Writes all of a file or nothing.
 *
 * @param {string} path `-` is standard output
 * @param {Uint8Array} bytes
 */
export function writeOutput(path, bytes) {
  const temporary = path === '-' ? undefined : `${path}.${pid}.tmp`;
  try {
    writeFileSync(temporary ?? 1, bytes);
    if (temporary !== undefined) renameSync(temporary, path);
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'EPIPE') return;
    throw new JcoError({ code: code === 'ENOENT' ? 'E0401' : 'E0402', message: `cannot write this: ${message}`, place: path });
  }
}

/**
 * Does something with a folder that is then gone.
 *
 * @template T
 * @param {(folder: string) => Promise<T>} use
 */
export async function withFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'jco-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {number} bytes */
export function humanSize(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const [size, unit] = bytes < 1023.95 * 1024 ? [bytes / 1024, 'KiB'] : [bytes / 1024 ** 2, 'MiB'];
  return `${size.toFixed(1)} ${unit}`;
}
