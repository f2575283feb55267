// Runs a guest that sends requests: in a worker of in-page/http-worker.js, which is given the compiled component.

import { compile } from 'jco/load';

/**
 * @param {string[][]} runs arguments of the guest
 * @returns {Promise<{ isStarted: boolean, printed: string[][] }>}
 */
export async function inWorker(runs) {
  const component = await compile('/tests/guests/built/http-client.wasm');
  const worker = new Worker('/http-worker.js', { type: 'module' });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage({ component, runs });
    });
  } finally {
    worker.terminate();
  }
}
