// `jco serve`.

import { serverOf } from '../serve/command.js';
import { watch } from '../watch.js';

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
  const end = new AbortController();
  // Before the file is read, so that no change of it goes by unseen.
  const changed = isWatching ? watch(app) : undefined;
  const server = workers > 1 ? await processes(request, terminal) : await serverOf(request);
  complain(`Serving HTTP on ${server.url}`);
  if (changed !== undefined) void reloading(server, changed, end.signal);
  await Promise.race([signalled, server.failed]);
  end.abort();
  await server.close();
  return terminal.exit(0);
}

/**
 * @param {{ reload: () => void }} server
 * @param {(signal: AbortSignal) => Promise<boolean>} changed
 * @param {AbortSignal} signal
 */
async function reloading(server, changed, signal) {
  while (await changed(signal)) server.reload();
}

/**
 * @param {ServeRequest} request
 * @param {Terminal} terminal
 */
async function processes(request, { complain }) {
  const { startProcesses } = await import('../serve/processes.js');
  return startProcesses(request.workers, request, complain);
}
