// Several processes that share a port: the first one starts the others, and starts them again when they die.

import cluster from 'node:cluster';
import { fileURLToPath } from 'node:url';

import { JcoError } from '../errors.js';

/** For how many milliseconds a process has to live for its end not to count as a failure to start. */
const SHORT_LIFE = 1000;

/** After how many failures to start in a row none is started any more. */
const PATIENCE = 5;

/**
 * @param {number} count
 * @param {unknown} request what each process is told: the request of the command line
 * @param {(line: string) => void} warn
 * @returns {Promise<{ url: string, reload: () => void, close: () => Promise<void>, failed: Promise<never> }>} once all listen
 */
export async function startProcesses(count, request, warn) {
  cluster.setupPrimary({ exec: fileURLToPath(new URL('./process.js', import.meta.url)), args: [], serialization: 'advanced' });
  // The kernel gives each connection to a process that waits for one.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  let isClosing = false;
  let failures = 0;
  /** @type {(error: Error) => void} */
  let fail = () => {};
  /** @type {Promise<never>} */
  const failed = new Promise((_, reject) => (fail = reject));
  failed.catch(() => {});

  const start = () => {
    const begun = performance.now();
    const worker = cluster.fork();
    worker.on('exit', (code, signal) => {
      if (isClosing) return;
      const cause = signal ? `by ${signal}` : `with ${code}`;
      failures = performance.now() - begun < SHORT_LIFE ? failures + 1 : 0;
      warn(`process ${worker.process.pid} ended ${cause}`);
      if (failures < PATIENCE) start();
      else fail(new JcoError({ code: 'E0605', message: `${PATIENCE} processes in a row ended as soon as they were started` }));
    });
    return /** @type {Promise<string>} */ (new Promise((resolve, reject) => {
      worker.on('message', ({ isListening, url, error }) => {
        // One that is to end before it has begun has not heard of it.
        if (isListening && isClosing) return void worker.process.kill('SIGKILL');
        if (isListening) return void worker.send({ request });
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
    return { url, failed, close, reload: () => workers().forEach((worker) => worker.send({ reload: true })) };
  } catch (error) {
    for (const worker of workers()) worker.process.kill('SIGKILL');
    throw error;
  }
}
