// How a guest in a worker has its files written at once, although browsers write them by and by: another thread does it,
// while this one is stopped. The result is in shared memory: [0, then 1][changes done][length of the code][code].

/** @typedef {import('./stored-changes.js').Change} Change */

const BYTES = 64;

/** A page cannot be stopped, nor can a worker that shares no memory. */
export const canStop = () => typeof window === 'undefined' && globalThis.crossOriginIsolated === true;

/**
 * @param {FileSystemDirectoryHandle} root
 * @returns {Promise<{ write(changes: Change[]): { done: number, code?: string }, end(): void } | undefined>}
 */
export async function startThread(root) {
  const worker = await started(root);
  if (worker === undefined) return undefined;
  return {
    write(changes) {
      const memory = new SharedArrayBuffer(BYTES);
      const words = new Int32Array(memory);
      worker.postMessage({ changes, memory });
      Atomics.wait(words, 0, 0);
      const code = new Uint8Array(memory, 3 * Int32Array.BYTES_PER_ELEMENT, words[2]);
      // Shared memory is not decoded everywhere.
      return { done: words[1], code: words[2] === 0 ? undefined : new TextDecoder().decode(code.slice()) };
    },
    end: () => worker.terminate(),
  };
}

/**
 * @param {FileSystemDirectoryHandle} root
 * @returns {Promise<Worker | undefined>} nothing where its script cannot be had: then `sync` only begins to write
 */
function started(root) {
  return new Promise((resolve) => {
    try {
      const worker = new Worker(new URL('./stored-worker.js', import.meta.url), { type: 'module' });
      worker.onmessage = () => resolve(worker);
      worker.onerror = (event) => {
        event.preventDefault();
        resolve(undefined);
      };
      worker.postMessage({ root });
    } catch {
      resolve(undefined);
    }
  });
}
