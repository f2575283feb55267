// Threads of a browser.

/** @typedef {import('../node/thread.js').Thread} Thread */

/**
 * Starts a worker.
 *
 * @param {(message: any) => void} onMessage
 * @param {(reason: string) => void} onEnd
 * @returns {Thread}
 */
export function startThread(onMessage, onEnd) {
  const worker = new Worker(new URL('../worker.js', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }) => onMessage(data);
  worker.onmessageerror = () => onEnd('a message cannot be read');
  worker.onerror = (event) => onEnd(event.message || 'its script cannot be loaded');
  return {
    post: (message) => worker.postMessage(message),
    keepAlive: () => {},
    end: () => worker.terminate(),
  };
}

/** Whether threads can wait for each other: they have to share memory. */
export const canWait = globalThis.crossOriginIsolated === true;

/**
 * Inside a worker: the thread that started it.
 *
 * @param {(message: any) => void} onMessage
 * @returns {(message: object) => void} posts a message to it
 */
export function listenToParent(onMessage) {
  globalThis.onmessage = ({ data }) => onMessage(data);
  return (message) => globalThis.postMessage(message);
}
