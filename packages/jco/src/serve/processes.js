// Several processes that share a port: the first one starts the others, and starts them again when they die.

import cluster from 'node:cluster';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

import { JcoError } from '../errors.js';
import { serveOptions } from './options.js';

/** For how many milliseconds a process has to live for its end not to count as a failure to start. */
const SHORT_LIFE = 1000;

/** After how many failures to start in a row none is started any more. */
const PATIENCE = 5;

/**
 * @param {number} count
 * @param {import('./command.js').ServeRequest} request what each process is told
 * @param {(line: string) => void} warn
 * @returns {Promise<{ url: string, reload: () => void, close: () => Promise<void>, failed: Promise<never> }>} once all listen
 */
export async function startProcesses(count, request, warn) {
  // The kernel gives each connection to a process that waits for one; were they handed out by this one, those that a
  // killed process was being given would stay open for ever. It has to be said before anything else.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  cluster.setupPrimary({ exec: fileURLToPath(new URL('./process.js', import.meta.url)), args: [], serialization: 'advanced' });
  let isClosing = false;
  let failures = 0;
  let isComplete = false;
  const told = await withPort(request);
  /** @type {(error: Error) => void} */
  let fail = () => {};
  /** @type {Promise<never>} */
  const failed = new Promise((_, reject) => (fail = reject));
  failed.catch(() => {});

  const start = () => {
    const startedAt = performance.now();
    const worker = cluster.fork();
    worker.on('exit', (code, signal) => {
      if (isClosing) return;
      const cause = signal ? `by ${signal}` : `with ${code}`;
      failures = performance.now() - startedAt < SHORT_LIFE ? failures + 1 : 0;
      warn(`process ${worker.process.pid} ended ${cause}`);
      if (failures < PATIENCE) start();
      else fail(new JcoError({ code: 'E0605', message: `${PATIENCE} processes in a row ended as soon as they were started` }));
    });
    return /** @type {Promise<string>} */ (new Promise((resolve, reject) => {
      worker.on('message', ({ isListening, url, error }) => {
        // One that is to end before it has begun has not heard of it.
        if (isListening && isClosing) return void worker.process.kill('SIGKILL');
        if (isListening) return void worker.send({ request: told });
        if (url !== undefined && isComplete) warn(`process ${worker.process.pid} has taken its place`);
        if (url !== undefined) return void resolve(url);
        if (error === undefined) return;
        isClosing = true;
        reject(new JcoError(error));
      });
      failed.catch(reject);
    }));
  };

  const workers = () => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  const close = async () => {
    isClosing = true;
    await Promise.all(workers().map((worker) => new Promise((resolve) => {
      worker.once('exit', resolve);
      if (worker.isConnected()) worker.send({ close: true });
    })));
  };
  try {
    const [url] = await Promise.all(Array.from({ length: count }, start));
    isComplete = true;
    return { url, failed, close, reload: () => workers().forEach((worker) => worker.send({ reload: true })) };
  } catch (error) {
    for (const worker of workers()) worker.process.kill('SIGKILL');
    throw error;
  }
}

/**
 * Should all processes die at once, the next ones are to be where the clients look for them: one picks a port for all.
 * @param {import('./command.js').ServeRequest} request
 * @returns {Promise<import('./command.js').ServeRequest>}
 */
async function withPort(request) {
  const { host, port } = serveOptions(request.options);
  if (port !== 0) return request;
  const server = createServer();
  const picked = new Promise((resolve) => {
    server.once('error', () => resolve(0));
    server.listen(0, host, () => resolve(/** @type {import('node:net').AddressInfo} */ (server.address()).port));
  });
  const options = { ...request.options, port: await picked };
  await new Promise((resolve) => server.close(resolve));
  return { ...request, options };
}
