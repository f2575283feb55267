// The thread of a component: `remote.js` starts it and talks to it. It imports all that it may need, because bundlers
// make one file of a worker.

import { listenToParent } from '#platform/thread.js';
import { WASIShim } from '@jco/preview2-shim/instantiation';
import { startThread } from '@jco/preview2-shim/thread';

import { createBoundary } from './boundary.js';
import { compile } from './compile.js';
import { mountDirectories } from './directories.js';
import { instance } from './instance.js';
import { packThrown, unpackThrown } from './thrown.js';
import { wait } from './waiting.js';

const post = listenToParent(receive);
const { pack, unpack, offer, accept, perform, forget } = createBoundary(post);

/** @type {any} */
let exports;

/** Writes back what has changed in directories of the browser, if there are any. @type {(() => Promise<unknown>) | undefined} */
let keep;

/** @param {any} message */
function receive(message) {
  if ('start' in message) return start(message.start);
  return 'forget' in message ? forget(message) : answer(message);
}

/** @param {any} message */
async function start({ source, options, wasi, imports, hostModule, memory }) {
  try {
    const component = source.modules === undefined ? await compile(source, options) : source;
    const host = hostModule === undefined ? standIns(imports, memory) : await importHost(hostModule);
    if (mayConnect(wasi)) await startThread();
    const { settings, ...directories } = await mountDirectories(wasi);
    ({ keep } = directories);
    exports = await instance(component, host, wasi && new WASIShim(settings).getImportObject());
    post({ ready: offer(exports) });
  } catch (error) {
    post({ failed: packThrown(error, pack) });
  }
}

/** @param {any} wasi */
const mayConnect = (wasi) => Boolean(wasi?.network ?? wasi?.sandbox?.enableNetwork);

/** @param {string} url */
async function importHost(url) {
  const module = await import(/* @vite-ignore */ /* webpackIgnore: true */ url);
  return module.default ?? module;
}

/**
 * The host's functions: they are called in the parent, which this thread waits for.
 *
 * @param {import('./shape.js').Shape | undefined} shape
 * @param {SharedArrayBuffer} memory
 */
function standIns(shape, memory) {
  if (shape === undefined) return {};
  return accept(shape, ({ args, on, ...call }) => {
    const reply = wait(memory, post, { host: { ...call, on: pack(on), args: args.map(pack) } });
    if ('threw' in reply) throw unpackThrown(reply.threw, unpack);
    return unpack(reply.value);
  });
}

/** @param {{ id: number, call: import('./shape.js').Call }} message */
async function answer({ id, call }) {
  try {
    const value = pack(await perform(exports, call));
    if (keep !== undefined) await keep();
    post({ id, value });
  } catch (error) {
    // The call's own error is the one to tell.
    await keep?.().catch(() => {});
    post({ id, threw: packThrown(error, pack) });
  }
}
