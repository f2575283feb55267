// `jco serve`.

import { serverOf } from '../serve/command.js';
import { watch } from '../serve/watch.js';

/** @typedef {import('../serve/command.js').ServeRequest} ServeRequest */

/** @typedef {import('../cli.js').Terminal} Terminal */

/**
 * Serves until a signal comes; what has come in by then is answered.
 *
 * @param {ServeRequest} request
 * @param {Terminal} terminal
 * @returns {Promise<number>} the exit code
 */
export async function run(request, terminal) {
  const { complain } = terminal;
  const signalled = terminal.signalled();
  const { workers, watch: isWatching, app } = request;
  // Before the file is read, so that no change of it goes by unseen.
  const eachChange = isWatching ? watch(app) : undefined;
  const server = workers > 1 ? await processes(request, terminal) : await serverOf(request);
  complain(`Serving HTTP on ${server.url}`);
  eachChange?.(() => server.reload());
  await Promise.race([signalled, server.failed]);
  await server.close();
  return terminal.exit(0);
}

/**
 * @param {ServeRequest} request
 * @param {Terminal} terminal
 */
async function processes(request, { complain }) {
  const { startProcesses } = await import('../serve/processes.js');
  return startProcesses(request.workers, request, complain);
}
