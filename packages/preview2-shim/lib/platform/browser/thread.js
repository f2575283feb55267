// A second thread for a worker that can be stopped: what takes an event loop is done there. It has to be started before
// the guest runs, because a browser starts no thread for one that is stopped.

import { sendElsewhere } from './http.js';
import { changed, shareChanges } from './port.js';
import { RemoteExchange } from './remote-exchange.js';

/** How many requests have not been closed. */
let open = 0;

/** @type {Promise<boolean> | undefined} */
let started;

/** Starts it, where there is shared memory and this is no page. Tells whether it is there. */
export function startThread() {
  const canStop = typeof window === 'undefined' && globalThis.crossOriginIsolated === true;
  return (started ??= canStop ? start() : Promise.resolve(false));
}

/** @returns {Promise<boolean>} */
function start() {
  const words = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./http-thread.js', import.meta.url), { type: 'module' });
    worker.onerror = ({ message }) => reject(unstarted(message));
    worker.onmessage = ({ data }) => {
      if (data === 'ready') {
        sendElsewhere((head) => {
          open++;
          return new RemoteExchange(head, (message) => worker.postMessage(message), () => open--);
        });
        shareChanges(words, () => open > 0);
        resolve(true);
      } else {
        Atomics.store(words, 1, 0);
        changed();
      }
    };
    worker.postMessage({ changes: words });
  });
}

/** @param {string | undefined} reason that browsers give for scripts that run, not for those that are not there */
function unstarted(reason = 'its script cannot be loaded') {
  const error = new Error(`the thread for HTTP requests cannot be started: ${reason}`);
  const help = "serve http-thread.js of @jco/preview2-shim beside the worker's script, with the headers of an isolated page";
  return Object.assign(error, { name: 'ThreadError', code: 'E0725', help });
}
