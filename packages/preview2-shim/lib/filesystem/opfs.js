// Directories of a browser, to be preopened: of the origin's private file system, or one that the user picked.
//
// Guests' calls are answered at once, and browsers' directories by and by. So the tree is read before the guest starts,
// into a file system in memory, and what has changed is written back: see docs/decisions/019-browser-mounts.md.

import { MemoryHandle } from './memory-handle.js';
import { MemoryDirectory, filesOf } from './memory-node.js';
import { StorageError, notWritten } from './storage-error.js';
import { Stored } from './stored-changes.js';
import { StoredFile, StoredVolume } from './stored-node.js';
import { canStop, startThread } from './stored-thread.js';
import { writeChanges } from './stored-write.js';

/** @typedef {{ readOnly?: boolean, limit?: number }} StoredOptions `limit`: the most bytes that its files may have in all */

const DEFAULT_LIMIT = 2 ** 30;

/** Whether files can be read when a guest asks for them, and need not be read before. */
const readsLater = () => 'FileReaderSync' in globalThis;

/**
 * A directory of this origin's private file system, made if it is not there. Without a path it is the whole of it.
 * @param {string} [path]
 * @param {StoredOptions} [options]
 */
export async function opfs(path = '', options = {}) {
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  if (names.includes('..')) throw new TypeError(`opfs: ${JSON.stringify(path)} leads out of it`);
  let directory = await originDirectory();
  for (const name of names) {
    directory = await directory.getDirectoryHandle(name, { create: true }).catch((error) => {
      throw notWritten(error, path);
    });
  }
  return directoryMount(directory, options);
}

async function originDirectory() {
  const { storage } = globalThis.navigator ?? {};
  let reason = 'only secure contexts of browsers have it: https, and http on localhost';
  try {
    if (storage?.getDirectory !== undefined) return await storage.getDirectory();
  } catch (error) {
    // Private windows of some browsers, and frames that may not keep anything.
    reason = /** @type {Error} */ (error).message;
  }
  const help = 'preopen memfs() where nothing has to be kept';
  throw new StorageError({ code: 'E0720', message: `there is no private file system here: ${reason}`, help });
}

/**
 * A directory that a handle stands for: one from `showDirectoryPicker()`, from a drop, or of the private file system.
 * @param {FileSystemDirectoryHandle} root
 * @param {StoredOptions} [options]
 */
export async function directoryMount(root, { readOnly = false, limit } = {}) {
  await needPermission(root, readOnly ? 'read' : 'readwrite');
  const volume = new StoredVolume(limit ?? DEFAULT_LIMIT);
  const top = new MemoryDirectory(volume);
  await readTree(root, top, limit === undefined && readsLater());
  const room = await roomFor(root);
  if (room !== undefined) volume.allow(room);
  const stored = new Stored();
  stored.learn(top);
  const thread = !readOnly && canStop() ? await startThread(root) : undefined;
  return mounted({ root, top, stored, thread, volume, readOnly });
}

/**
 * @param {any} root whose methods for permissions are not in all browsers
 * @param {'read' | 'readwrite'} mode
 */
async function needPermission(root, mode) {
  const isGranted = async (/** @type {'queryPermission' | 'requestPermission'} */ method) => {
    return root[method] === undefined || (await root[method]({ mode }).catch(() => 'denied')) === 'granted';
  };
  if ((await isGranted('queryPermission')) || (await isGranted('requestPermission'))) return;
  throw new StorageError({
    code: 'E0724',
    message: `the user has not given permission to ${mode === 'read' ? 'read' : 'write to'} this directory`,
    place: root.name,
    help: `mount it when the user has clicked something, or ask before: handle.requestPermission({ mode: '${mode}' })`,
  });
}

/**
 * @param {any} from a FileSystemDirectoryHandle, which TypeScript's own declarations do not let one iterate
 * @param {MemoryDirectory} to
 * @param {boolean} isUnlimited
 * @param {string} [path]
 */
async function readTree(from, to, isUnlimited, path = from.name) {
  for await (const [name, child] of from.entries()) {
    if (child.kind === 'file') to.add(name, await readFile(child, to.volume, isUnlimited, `${path}/${name}`));
    else {
      const directory = new MemoryDirectory(to.volume);
      await readTree(child, directory, isUnlimited, `${path}/${name}`);
      to.add(name, directory);
    }
  }
}

/**
 * @param {FileSystemFileHandle} handle
 * @param {any} volume
 * @param {boolean} isUnlimited
 * @param {string} place
 */
async function readFile(handle, volume, isUnlimited, place) {
  try {
    const file = await handle.getFile();
    if (isUnlimited) volume.reserve(-file.size);
    const node = new StoredFile(volume, file);
    if (!readsLater()) await node.load();
    return node;
  } catch (error) {
    const isLimit = error === 'insufficient-space';
    throw new StorageError({
      code: 'E0723',
      message: isLimit ? 'the directory has more bytes than the mount may' : `this cannot be read: ${/** @type {Error} */ (error).message}`,
      place,
      help: isLimit ? 'mount a directory within it, give a larger `limit`, or mount it in a worker, which reads files when they are used' : undefined,
      cause: error,
    });
  }
}

/**
 * How many bytes more can be kept, where that is known: in the private file system.
 * @param {FileSystemDirectoryHandle} root
 */
async function roomFor(root) {
  try {
    const { storage } = navigator;
    if ((await (await storage.getDirectory()).resolve(root)) === null) return undefined;
    const { quota = Infinity, usage = 0 } = await storage.estimate();
    return Math.max(0, quota - usage);
  } catch {
    return undefined;
  }
}

/**
 * @param {object} parts
 * @param {FileSystemDirectoryHandle} parts.root
 * @param {MemoryDirectory} parts.top
 * @param {Stored} parts.stored
 * @param {Awaited<ReturnType<typeof startThread>>} parts.thread
 * @param {StoredVolume} parts.volume
 * @param {boolean} parts.readOnly
 */
function mounted({ root, top, stored, thread, volume, readOnly }) {
  /** @type {Promise<void>} */
  let last = Promise.resolve();

  async function writeBack() {
    const steps = stored.changes(top);
    const { done, error } = await writeChanges(root, steps.map(({ change }) => change));
    for (const { note } of steps.slice(0, done)) note();
    if (error !== undefined) throw notWritten(error, [root.name, ...steps[done].change.path].filter(Boolean).join('/'));
  }

  function writeNow() {
    const steps = stored.changes(top);
    const { done, code } = /** @type {NonNullable<typeof thread>} */ (thread).write(steps.map(({ change }) => change));
    for (const { note } of steps.slice(0, done)) note();
    if (code !== undefined) throw code;
  }

  /** One after the other. @returns {Promise<void>} */
  function flush() {
    const next = last.then(writeBack);
    // Who waits is told; what has failed is tried again by the next.
    last = next.catch(() => {});
    return next;
  }

  volume.sync = thread !== undefined ? writeNow : () => void flush().catch(() => {});

  async function close() {
    await flush();
    thread?.end();
  }

  return {
    root: new MemoryHandle(top),
    readOnly,
    files: () => filesOf(top),
    flush,
    close,
    [Symbol.asyncDispose ?? Symbol.for('asyncDispose')]: close,
  };
}
