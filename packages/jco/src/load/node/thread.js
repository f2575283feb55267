// Threads of Node.

import { Worker, parentPort } from 'node:worker_threads';

/**
 * @typedef {object} Thread
 * @property {(message: object) => void} post
 * @property {(isBusy: boolean) => void} keepAlive whether the process waits for this thread
 * @property {() => void} end
 */

/**
 * Starts a worker.
 *
 * @param {(message: any) => void} onMessage
 * @param {(reason: string) => void} onEnd
 * @returns {Thread}
 */
export function startThread(onMessage, onEnd) {
  // A worker takes this process's flags, and cannot take the one that is about a script on the command line.
  const isInline = process.execArgv.some((flag) => flag.startsWith('--input-type'));
  const worker = new Worker(new URL('../worker.js', import.meta.url), isInline ? { execArgv: [] } : {});
  worker.on('message', onMessage);
  worker.on('messageerror', (error) => onEnd(error.message));
  worker.on('error', (error) => onEnd(error.message));
  worker.on('exit', (code) => onEnd(`it exited with code ${code}`));
  return {
    post: (message) => worker.postMessage(message),
    keepAlive: (isBusy) => (isBusy ? worker.ref() : worker.unref()),
    end: () => void worker.terminate(),
  };
}

/** Whether threads can wait for each other. */
export const canWait = true;

/**
 * Inside a worker: the thread that started it.
 *
 * @param {(message: any) => void} onMessage
 * @returns {(message: object) => void} posts a message to it
 */
export function listenToParent(onMessage) {
  const port = parentPort;
  if (port === null) throw new Error('this module is the start of a worker');
  port.on('message', onMessage);
  return (message) => port.postMessage(message);
}
