// `jco serve`.

import { failureOf } from '../errors.js';
import { serverOf } from '../serve/command.js';
import { watch } from '../serve/watch.js';

/** @typedef {import('../serve/command.js').ServeRequest} ServeRequest */

/** @param {string} line */
const warn = (line) => void process.stderr.write(`${line}\n`);

/**
 * Serves until a signal comes; what has come in by then is answered.
 *
 * @param {ServeRequest} request
 * @returns {Promise<number>} the exit code
 */
export async function run(request) {
  const signalled = new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  const { workers, watch: isWatching, app } = request;
  const server = workers > 1 ? await processes(request) : await serverOf(request);
  warn(`Serving HTTP on ${server.url}`);
  if (isWatching) watch(app, () => reload(server));
  await Promise.race([signalled, server.failed]);
  await server.close();
  process.exit(0);
}

/** @param {ServeRequest} request */
async function processes(request) {
  const { startProcesses } = await import('../serve/processes.js');
  return startProcesses(request.workers, request, warn);
}

/** @param {{ reload: () => Promise<void> | void }} server */
async function reload(server) {
  try {
    await server.reload();
    warn('reloaded');
  } catch (error) {
    // The last one that worked goes on.
    const { code, message, help } = failureOf(error);
    warn([`error[${code}]: ${message}`, help && `  help: ${help}`].filter(Boolean).join('\n'));
  }
}
