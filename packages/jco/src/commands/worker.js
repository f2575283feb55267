// What is left of `jco transpile --target workerd`: the JavaScript that the worker runs besides the transpiled output.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { JcoError } from '../errors.js';
import { RUNTIME_FILE, fetchRuntime } from '../api/worker.js';

/**
 * @param {{ folder: string }} request
 * @returns {Promise<number>} the exit code
 */
export async function run({ folder }) {
  const path = join(folder, RUNTIME_FILE);
  const text = await fetchRuntime();
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new JcoError({ code: 'E0403', message: `the file cannot be written: ${/** @type {Error} */ (error).message}`, place: path });
  }
  return 0;
}
