// What the command line asks for, as a server.

import { readFileSync } from 'node:fs';

import { parse } from '../api/text.js';
import { JcoError } from '../errors.js';
import { program } from './component.js';
import { serveOptions } from './options.js';
import { startServer } from './server.js';

/**
 * What `jco serve` has read off the command line.
 * @typedef {object} ServeRequest
 * @property {string} app
 * @property {boolean} json whether errors are told as JSON
 * @property {number} workers
 * @property {boolean} watch
 * @property {import('../../types/serve.js').ServeOptions} options
 */

/**
 * A server for the file, which can be read again.
 * @param {ServeRequest} request
 */
export async function serverOf({ app, options }) {
  const checked = serveOptions(options);
  const read = async () => program(await componentAt(app), checked);
  const server = await startServer(await read(), checked);
  return { ...server, failed: never, reload: async () => server.reload(await read()) };
}

/** @param {string} path */
async function componentAt(path) {
  let bytes;
  try {
    bytes = readFileSync(path === '-' ? 0 : path);
  } catch (error) {
    throw new JcoError({ code: 'E0301', message: /** @type {Error} */ (error).message, place: path });
  }
  return bytes[0] === 0 ? bytes : parse(bytes);
}

/** @type {Promise<never>} a server of one process does not fail once it has started */
const never = new Promise(() => {});
