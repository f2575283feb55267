// The thread of a component: `remote.js` starts it and talks to it.

import { listenToParent } from '#platform/thread.js';

import { createBoundary } from './boundary.js';
import { packThrown, unpackThrown } from './thrown.js';
import { wait } from './waiting.js';

const post = listenToParent(receive);
const { pack, unpack, offer, accept, perform, forget } = createBoundary(post);

/** @type {any} */
let exports;

/** @param {any} message */
function receive(message) {
  if ('start' in message) return start(message.start);
  return 'forget' in message ? forget(message) : answer(message);
}

/** @param {any} message */
async function start({ source, options, wasi, imports, hostModule, memory }) {
  try {
    const { instantiate } = await import('./instantiate.js');
    const component = source.modules === undefined ? await compiled(source, options) : source;
    const host = hostModule === undefined ? standIns(imports, memory) : await importHost(hostModule);
    exports = await instantiate(component, { imports: host, wasi });
    post({ ready: offer(exports) });
  } catch (error) {
    post({ failed: packThrown(error, pack) });
  }
}

/**
 * @param {import('../../types/load.js').Source} source
 * @param {import('../../types/load.js').CompileOptions} options
 */
async function compiled(source, options) {
  const { compile } = await import('./compile.js');
  return compile(source, options);
}

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
    post({ id, value: pack(await perform(exports, call)) });
  } catch (error) {
    post({ id, threw: packThrown(error, pack) });
  }
}
