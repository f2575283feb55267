// Directories in a worker that can be stopped: files are read when they are used, and written when the guest says so.

import { createFilesystem } from '@jco/preview2-shim/filesystem';
import { opfs } from '@jco/preview2-shim/opfs';

const READ_WRITE = { read: true, write: true };

/** @type {Record<string, (memory: SharedArrayBuffer) => Promise<unknown>>} */
const tests = {
  async syncs(memory) {
    const root = await mounted('worker');
    const file = root.openAt({}, 'kept', { create: true }, READ_WRITE);
    file.write(new TextEncoder().encode('before the guest returns'), 0n);
    file.sync();
    globalThis.postMessage('synced');
    // Nothing that this thread has begun goes on meanwhile.
    return Atomics.wait(new Int32Array(memory), 0, 0, 10_000);
  },

  async readsLater() {
    Blob.prototype.arrayBuffer = () => Promise.reject(new Error('read too early'));
    const root = await mounted('later');
    const size = Number(root.statAt({}, 'there').size);
    const file = root.openAt({}, 'there', {}, READ_WRITE);
    const text = new TextDecoder().decode(file.read(100n, 0n)[0]);
    root.renameAt('other', root, 'moved');
    file.sync();
    return { size, text };
  },

  async overwrites() {
    // Browsers that have only the other way to write.
    Object.defineProperty(FileSystemFileHandle.prototype, 'createWritable', { value: undefined });
    const mount = await opfs('overwritten');
    const [[root]] = /** @type {any} */ (createFilesystem({ preopens: { '/': mount } }).preopens.getDirectories());
    const open = (/** @type {string} */ path) => root.openAt({}, path, { create: true }, READ_WRITE);
    open('there').setSize(3n);
    open('new').write(new Uint8Array([33]), 0n);
    await mount.close();
  },

  async runsOut() {
    const root = await mounted('full');
    const file = root.openAt({}, 'large', { create: true }, READ_WRITE);
    file.setSize(1n << 24n);
    globalThis.postMessage('shrink');
    await new Promise((resolve) => (globalThis.onmessage = resolve));
    try {
      file.sync();
    } catch (code) {
      return code;
    }
  },
};

/** @param {string} path @returns {Promise<any>} */
async function mounted(path) {
  const [[root]] = createFilesystem({ preopens: { '/': await opfs(path) } }).preopens.getDirectories();
  return root;
}

/** @param {{ data: { name: string, memory: SharedArrayBuffer } }} event */
globalThis.onmessage = async ({ data: { name, memory } }) => {
  globalThis.postMessage({ result: await tests[name](memory) });
};
