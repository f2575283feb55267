// The thread that writes while the one that started it is stopped: see stored-thread.js.

import { storageCode } from './storage-error.js';
import { writeChanges } from './stored-write.js';

/** @type {FileSystemDirectoryHandle} the first message */
let root;

/** @typedef {import('./stored-changes.js').Change} Change */

/** @param {{ data: { root: FileSystemDirectoryHandle } | { changes: Change[], memory: SharedArrayBuffer } }} event */
globalThis.onmessage = async ({ data }) => {
  if ('changes' in data) return reply(await writeChanges(root, data.changes), data.memory);
  ({ root } = data);
  globalThis.postMessage('ready');
};

/**
 * @param {Awaited<ReturnType<typeof writeChanges>>} result
 * @param {SharedArrayBuffer} memory
 */
function reply({ done, error }, memory) {
  const words = new Int32Array(memory);
  const code = error === undefined ? new Uint8Array() : new TextEncoder().encode(storageCode(error));
  words[1] = done;
  words[2] = code.length;
  new Uint8Array(memory, 3 * Int32Array.BYTES_PER_ELEMENT).set(code);
  Atomics.store(words, 0, 1);
  Atomics.notify(words, 0);
}
