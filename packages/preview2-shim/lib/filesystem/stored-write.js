// Writes changes to a directory of the browser.

/** @typedef {import('./stored-changes.js').Change} Change */

/**
 * @param {FileSystemDirectoryHandle} root
 * @param {Change[]} changes
 * @returns {Promise<{ done: number, error?: unknown }>} how many were done, and what the next failed with
 */
export async function writeChanges(root, changes) {
  const directories = new Map([['', root]]);

  /** @param {string[]} path @param {boolean} create */
  async function directoryAt(path, create) {
    const key = path.join('/');
    const known = directories.get(key);
    if (known !== undefined) return known;
    /** @type {FileSystemDirectoryHandle} */
    const parent = await directoryAt(path.slice(0, -1), create);
    const directory = await parent.getDirectoryHandle(path[path.length - 1], { create });
    directories.set(key, directory);
    return directory;
  }

  /** @param {Change} change */
  async function write(change) {
    const { kind, path } = change;
    if (kind === 'directory') return void (await directoryAt(path, true));
    const name = path[path.length - 1];
    const parent = await directoryAt(path.slice(0, -1), kind === 'file');
    if (kind === 'file') return writeFile(parent, name, change);
    await parent.removeEntry(name, { recursive: true });
    for (const key of directories.keys()) if (`${key}/`.startsWith(`${path.join('/')}/`)) directories.delete(key);
  }

  for (const [done, change] of changes.entries()) {
    try {
      await write(change);
    } catch (error) {
      const isGone = change.kind === 'remove' && /** @type {Error} */ (error).name === 'NotFoundError';
      if (!isGone) return { done, error };
    }
  }
  return { done: changes.length };
}

/**
 * @param {FileSystemDirectoryHandle} parent
 * @param {string} name
 * @param {{ bytes: Uint8Array, isThere: boolean }} file
 */
async function writeFile(parent, name, { bytes, isThere }) {
  const handle = await parent.getFileHandle(name, { create: true });
  try {
    // The one writes a copy that takes the file's place when it is whole; where it is missing, a worker has the other.
    await (handle.createWritable === undefined ? overwrite(handle, bytes) : replace(handle, bytes));
  } catch (error) {
    if (!isThere) await parent.removeEntry(name).catch(() => {});
    throw error;
  }
}

/**
 * @param {FileSystemFileHandle} handle
 * @param {Uint8Array} bytes
 */
async function replace(handle, bytes) {
  const writable = await handle.createWritable();
  try {
    // Of bytes that it sends piece by piece, Chromium tells only that nobody takes them any more, not that there is no room.
    await writable.write(new Blob([/** @type {BufferSource} */ (bytes)]));
    await writable.close();
  } catch (error) {
    await writable.abort().catch(() => {});
    throw error;
  }
}

/**
 * @param {any} handle a FileSystemFileHandle in a worker
 * @param {Uint8Array} bytes
 */
async function overwrite(handle, bytes) {
  const access = await handle.createSyncAccessHandle();
  try {
    access.write(bytes, { at: 0 });
    access.truncate(bytes.length);
    access.flush();
  } finally {
    access.close();
  }
}
