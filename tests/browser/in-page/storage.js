// Directories of this browser that components are given.

import { createFilesystem } from '@jco/preview2-shim/filesystem';
import { directoryMount, opfs } from '@jco/preview2-shim/opfs';

import { instantiable, run } from './guests.js';

/**
 * What the browser has in a directory of the private file system, by path; directories end with a slash.
 *
 * @param {string} path
 */
export async function stored(path) {
  /** @type {Record<string, string>} */
  const found = {};
  /** @param {any} directory @param {string} prefix */
  async function read(directory, prefix) {
    for await (const [name, child] of directory.entries()) {
      if (child.kind === 'file') found[prefix + name] = await (await child.getFile()).text();
      else {
        found[`${prefix}${name}/`] = '';
        await read(child, `${prefix}${name}/`);
      }
    }
  }
  await read(await directoryAt(path), '');
  return Object.fromEntries(Object.entries(found).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** @param {string} path */
async function directoryAt(path) {
  let directory = await navigator.storage.getDirectory();
  for (const name of path.split('/')) directory = await directory.getDirectoryHandle(name, { create: true });
  return directory;
}

/**
 * Runs the command, time after time, with a directory of the private file system.
 *
 * @param {string} path
 * @param {string[][]} runs their arguments
 */
export async function command(path, runs) {
  const instantiate = await instantiable('command');
  const mount = await opfs(path);
  const printed = [];
  for (const args of runs) {
    const { code, stdout, stderr } = await run(instantiate, { args: ['command.wasm', ...args], preopens: { '/work': mount } });
    printed.push(`${code} ${stdout}${stderr}`.trim());
  }
  return { printed, error: await failure(mount.flush()) };
}

/** @param {Promise<unknown>} promise */
const failure = (promise) =>
  promise.then(
    () => undefined,
    ({ name, code, message, place, help }) => ({ name, code, message, place, help }),
  );

/**
 * Changes a directory as a guest does, at random, writes it back now and then, and compares.
 *
 * @param {string} path
 * @param {number} seed
 * @param {number} rounds
 */
export async function changes(path, seed, rounds) {
  const mount = await directoryMount(await directoryAt(path));
  const [[root]] = createFilesystem({ preopens: { '/': mount } }).preopens.getDirectories();
  const random = generator(seed);
  for (let round = 0; round < rounds; round++) {
    for (let step = 0; step < 12; step++) attempt(() => change(root, random));
    await mount.flush();
    const [kept, expected] = [await stored(path), seen(root)];
    if (JSON.stringify(kept) !== JSON.stringify(expected)) return { round, kept, expected };
  }
  const again = (await directoryMount(await directoryAt(path))).files();
  return { files: Object.keys(again).length, isSame: JSON.stringify(texts(again)) === JSON.stringify(texts(mount.files())) };
}

/** @param {Record<string, Uint8Array>} files */
const texts = (files) => Object.entries(files).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]).sort();

/** @param {number} seed @returns {(below: number) => number} */
function generator(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
}

/** @param {() => void} call */
function attempt(call) {
  try {
    call();
  } catch (error) {
    if (typeof error !== 'string') throw error;
  }
}

/**
 * One change, which need not be possible.
 *
 * @param {any} root
 * @param {(below: number) => number} random
 */
function change(root, random) {
  const name = () => 'abc'[random(3)];
  const path = () => Array.from({ length: 1 + random(3) }, name).join('/');
  const write = () => {
    const flags = { create: true, truncate: random(2) === 0 };
    const file = root.openAt({}, path(), flags, { read: true, write: true });
    file.write(new TextEncoder().encode(`${random(1000)}`), BigInt(random(4)));
  };
  const kinds = [
    write,
    write,
    () => root.createDirectoryAt(path()),
    () => root.createDirectoryAt(path()),
    () => root.unlinkFileAt(path()),
    () => root.removeDirectoryAt(path()),
    () => root.renameAt(path(), root, path()),
    () => root.renameAt(path(), root, path()),
  ];
  kinds[random(kinds.length)]();
}

/** What the guest sees, as `stored` has it. @param {any} root */
function seen(root) {
  /** @type {[string, string][]} */
  const found = [];
  /** @param {string} prefix */
  function read(prefix) {
    const stream = root.openAt({}, prefix || '.', { directory: true }, { read: true }).readDirectory();
    for (let entry; (entry = stream.readDirectoryEntry()) !== undefined; ) {
      const path = prefix + entry.name;
      if (entry.type === 'directory') {
        found.push([`${path}/`, '']);
        read(`${path}/`);
      } else found.push([path, new TextDecoder().decode(root.openAt({}, path, {}, { read: true }).read(1000n, 0n)[0])]);
    }
  }
  read('');
  return Object.fromEntries(found.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * Mounts, writes as a guest does, and lets the test make it impossible to keep.
 *
 * @param {string} path
 * @param {number} size
 * @param {string} [meanwhile] a function of the test
 */
export async function filled(path, size, meanwhile) {
  const mount = await opfs(path);
  const file = rootOf(mount).openAt({}, 'large', { create: true }, { write: true });
  const thrown = codeOf(() => {
    for (let at = 0; at < size; at += 65536) file.write(new Uint8Array(65536), BigInt(at));
  });
  if (meanwhile !== undefined) await /** @type {any} */ (globalThis)[meanwhile]();
  return { thrown, error: await failure(mount.flush()), again: await failure(mount.flush()) };
}

/** @param {import('@jco/preview2-shim/filesystem').Mount} mount @returns {any} */
const rootOf = (mount) => createFilesystem({ preopens: { '/': mount } }).preopens.getDirectories()[0][0];

/** @param {() => unknown} call */
function codeOf(call) {
  try {
    call();
  } catch (code) {
    return code;
  }
}

/**
 * @param {string} path
 * @param {import('@jco/preview2-shim/opfs').StoredOptions} options
 */
export const refusal = (path, options) => failure(opfs(path, options));

/** A handle as pickers give it, to someone who says no. @param {string} path */
export async function forbidden(path) {
  const handle = await directoryAt(path);
  return failure(directoryMount(Object.assign(handle, { queryPermission: async () => 'prompt', requestPermission: async () => 'denied' })));
}

/** @param {string} path */
export async function readOnly(path) {
  const root = rootOf(await opfs(path, { readOnly: true }));
  const create = () => root.openAt({}, 'f', { create: true }, { write: true });
  return [codeOf(() => root.createDirectoryAt('d')), codeOf(create)];
}

/** Writes a file that a worker has open. @param {string} path */
export async function locked(path) {
  await store(path, { file: 'there' });
  const script = `onmessage = async ({ data }) => postMessage(String((globalThis.access = await data.createSyncAccessHandle())))`;
  const worker = new Worker(URL.createObjectURL(new Blob([script])));
  worker.postMessage(await (await directoryAt(path)).getFileHandle('file'));
  await new Promise((resolve) => (worker.onmessage = resolve));
  const mount = await opfs(path);
  rootOf(mount).openAt({}, 'file', { truncate: true }, { write: true });
  const error = await failure(mount.flush());
  worker.terminate();
  return error;
}

/**
 * @param {string} path
 * @param {Record<string, string>} files
 */
export async function store(path, files) {
  const directory = await directoryAt(path);
  for (const [name, text] of Object.entries(files)) {
    const writable = await (await directory.getFileHandle(name, { create: true })).createWritable();
    await writable.write(text);
    await writable.close();
  }
}

/**
 * Runs one of the tests of storage-worker.js.
 *
 * @param {string} script
 * @param {string} name
 */
export async function inWorker(script, name) {
  const worker = new Worker(script, { type: 'module' });
  const memory = new SharedArrayBuffer(4);
  /** @type {Record<string, string> | undefined} */
  let files;
  const result = await new Promise((resolve, reject) => {
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.onmessage = async ({ data }) => {
      if (data === 'synced') {
        files = await stored('worker');
        Atomics.store(new Int32Array(memory), 0, 1);
        Atomics.notify(new Int32Array(memory), 0);
      } else if (data === 'shrink') {
        await /** @type {any} */ (globalThis).shrink();
        worker.postMessage('done');
      } else resolve(data.result);
    };
    worker.postMessage({ name, memory });
  });
  worker.terminate();
  return { files, result };
}
