// What the command line asks for, as a server.

import { readFileSync } from 'node:fs';

import { parse } from '../api/text.js';
import { engine } from '../binding.js';
import { failureOf, unreadable } from '../errors.js';
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
 * @property {{ env: [string, string][], dirs: { host: string, guest: string, readOnly: boolean }[],
 *   network: import('../run/request.js').Network | null }} wasi
 */

/**
 * A server for the file, which can be read again.
 * @param {ServeRequest} request
 */
export async function serverOf({ app, options, wasi, json }) {
  const checked = serveOptions({ ...options, wasi: configuration(wasi) });
  const read = async () => program(await componentAt(app), checked);
  const server = await startServer(await read(), checked);
  const reloadOnce = async () => {
    try {
      await server.reload(await read());
      checked.warn('reloaded');
    } catch (error) {
      // The last one that worked goes on.
      engine().tell(JSON.stringify(failureOf(error)), json);
    }
  };
  // One after the other, so that the newest file stays.
  let turn = Promise.resolve();
  const reload = () => (turn = turn.then(reloadOnce));
  return { ...server, failed: never, reload };
}

/** @param {ServeRequest['wasi']} wasi */
const configuration = ({ env, dirs, network }) => ({
  env,
  preopens: Object.fromEntries(dirs.map(({ host, guest, readOnly }) => [guest, { path: host, readOnly }])),
  granted: network,
});

/** @param {string} path */
async function componentAt(path) {
  let bytes;
  try {
    bytes = readFileSync(path === '-' ? 0 : path);
  } catch (error) {
    throw unreadable(path, 'the component', error);
  }
  return bytes[0] === 0 ? bytes : parse(bytes);
}

/** @type {Promise<never>} a server of one process does not fail once it has started */
const never = new Promise(() => {});
