// A component in a thread of its own, from outside.

import { canWait, startThread } from '#platform/thread.js';

import { JcoError } from '../errors.js';
import { createBoundary } from './boundary.js';
import { packThrown, unpackThrown } from './thrown.js';
import { replier, replyMemory } from './waiting.js';

/**
 * @typedef {object} Start
 * @property {any} source bytes, a place, or a compiled component
 * @property {object} options for compiling
 */

/**
 * @param {Start} what
 * @param {{ imports?: any, wasi?: object, signal?: AbortSignal }} options
 * @returns {Promise<any>}
 */
export async function loadInWorker({ source, options }, { imports, wasi, signal }) {
  signal?.throwIfAborted();
  const memory = canWait ? replyMemory() : undefined;
  const { post, request, end, boundary } = connect(memory, imports);
  const onAbort = () => end(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  const shape = await request(async () => {
    const host = imports instanceof URL ? { hostModule: imports.href } : { imports: offered(imports, memory, boundary) };
    const start = { source: await transferable(source), options, wasi, memory, ...host };
    try {
      post({ start });
    } catch (cause) {
      end(uncopied(/** @type {Error} */ (cause)));
    }
  });
  const exports = boundary.accept(shape, ({ args, on, ...call }) => {
    return request((id) => post({ id, call: { ...call, on: boundary.pack(on), args: args.map(boundary.pack) } }));
  });
  const dispose = async () => {
    signal?.removeEventListener('abort', onAbort);
    end(new JcoError({ code: 'E0506', message: 'the worker of this component was ended' }));
  };
  return Object.defineProperty(exports, Symbol.asyncDispose ?? Symbol.for('asyncDispose'), { value: dispose });
}

/**
 * @param {SharedArrayBuffer | undefined} memory
 * @param {any} host
 */
function connect(memory, host) {
  /** Requests under way; the one that starts the worker is 0. @type {Map<number, PromiseWithResolvers>} */
  const waiting = new Map();
  let lastId = -1;
  /** @type {unknown} */
  let ended;
  const thread = startThread(receive, (reason) => end(new JcoError({ code: 'E0506', message: `the worker ended: ${reason}` })));
  const boundary = createBoundary((message) => ended === undefined && thread.post(message));
  const replies = memory && replier(memory);

  /** @param {any} message */
  function receive(message) {
    if ('host' in message) void callHost(message.host);
    else if ('more' in message) replies?.more();
    else if ('forget' in message) boundary.forget(message);
    else if ('ready' in message) settle(0, 'resolve', message.ready);
    else if ('failed' in message) end(unpackThrown(message.failed, boundary.unpack));
    else if ('threw' in message) settle(message.id, 'reject', unpackThrown(message.threw, boundary.unpack));
    else settle(message.id, 'resolve', boundary.unpack(message.value));
  }

  /** @param {number} id @param {'resolve' | 'reject'} how @param {unknown} value */
  function settle(id, how, value) {
    waiting.get(id)?.[how](value);
    waiting.delete(id);
    thread.keepAlive(waiting.size > 0);
  }

  /** @param {import('./shape.js').Call} call */
  async function callHost(call) {
    // The worker waits, so there has to be a reply also where what was returned is no component value.
    try {
      replies?.reply({ value: boundary.pack(await boundary.perform(host, call)) });
    } catch (error) {
      replies?.reply({ threw: packThrown(error, boundary.pack) });
    }
  }

  /** @param {unknown} reason */
  function end(reason) {
    if (ended !== undefined) return;
    ended = reason;
    thread.end();
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  }

  /** @param {(id: number) => void} send @returns {Promise<any>} what the worker answers */
  function request(send) {
    return new Promise((resolve, reject) => {
      if (ended !== undefined) throw ended;
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      thread.keepAlive(true);
      send(id);
    });
  }
  return { post: thread.post, request, end, boundary };
}

/** @typedef {{ resolve: (value: any) => void, reject: (reason: unknown) => void }} PromiseWithResolvers */

/**
 * @param {any} imports
 * @param {SharedArrayBuffer | undefined} memory
 * @param {ReturnType<typeof createBoundary>} boundary
 */
function offered(imports, memory, boundary) {
  if (imports === undefined || Object.keys(imports).length === 0) return undefined;
  if (memory !== undefined) return boundary.offer(imports);
  throw new JcoError({
    code: 'E0505',
    message: 'the worker cannot wait for functions of this page, which is not cross-origin isolated',
    help: 'serve it with the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp, or pass in `imports` the URL of a module with the functions',
  });
}

/** @param {any} source */
const transferable = async (source) => (source instanceof Response ? new Uint8Array(await source.arrayBuffer()) : source instanceof URL ? source.href : source);

/** @param {Error} cause */
const uncopied = (cause) => new JcoError({
  code: 'E0505',
  message: `what the worker is given cannot be copied to it: ${cause.message}`,
  help: 'functions go into `imports`; settings of `wasi` are data',
});
