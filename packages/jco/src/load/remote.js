// A component in a thread of its own, from outside.

import { absolute } from '#platform/modules.js';
import { canWait, startThread } from '#platform/thread.js';

import { JcoError } from '../errors.js';
import { createBoundary } from './boundary.js';
import { bytesOfResponse } from './source.js';
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
  const dispose = async () => {
    signal?.removeEventListener('abort', onAbort);
    end(ended('the worker of this component was ended'));
  };
  try {
    const isModule = imports instanceof URL;
    const host = isModule ? { hostModule: imports.href } : { imports: offered(imports, memory, boundary) };
    const start = { source: await copiable(source), options, wasi, memory, ...host };
    const shape = await request(() => post({ start }));
    const exports = boundary.accept(shape, ({ args, on, ...call }) => {
      return request((id) => post({ id, call: { ...call, on: boundary.pack(on), args: args.map(boundary.pack) } }));
    });
    return Object.defineProperty(exports, Symbol.asyncDispose ?? Symbol.for('asyncDispose'), { value: dispose });
  } catch (error) {
    await dispose();
    throw /** @type {Error} */ (error).name === 'DataCloneError' ? uncopied(/** @type {Error} */ (error)) : error;
  }
}

/**
 * @param {SharedArrayBuffer | undefined} memory
 * @param {any} host
 */
function connect(memory, host) {
  const thread = startThread(receive, (reason) => requests.end(ended(`the worker ended: ${reason}`)));
  const requests = openRequests(thread);
  const boundary = createBoundary((message) => requests.isEnded() || thread.post(message));
  const replies = memory && replier(memory);

  /** @param {any} message */
  function receive(message) {
    if ('host' in message) void callHost(message.host);
    else if ('more' in message) replies?.more();
    else if ('forget' in message) boundary.forget(message);
    else if ('ready' in message) requests.settle(0, 'resolve', message.ready);
    else if ('failed' in message) requests.end(unpackThrown(message.failed, boundary.unpack));
    else if ('threw' in message) requests.settle(message.id, 'reject', unpackThrown(message.threw, boundary.unpack));
    else requests.settle(message.id, 'resolve', boundary.unpack(message.value));
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
  return { post: thread.post, request: requests.open, end: requests.end, boundary };
}

/**
 * What the worker was asked and has not answered.
 *
 * @param {import('./node/thread.js').Thread} thread
 */
function openRequests(thread) {
  /**
   * The one that starts the worker is 0.
   *
   * @type {Map<number, { resolve: (value: any) => void, reject: (reason: unknown) => void }>}
   */
  const waiting = new Map();
  let lastId = -1;
  /** @type {{ reason: unknown } | undefined} */
  let end;
  return {
    isEnded: () => end !== undefined,

    /** @param {(id: number) => void} send @returns {Promise<any>} what the worker answers */
    open(send) {
      return new Promise((resolve, reject) => {
        if (end !== undefined) throw end.reason;
        const id = ++lastId;
        send(id);
        waiting.set(id, { resolve, reject });
        thread.keepAlive(true);
      });
    },

    /** @param {number} id @param {'resolve' | 'reject'} how @param {unknown} value */
    settle(id, how, value) {
      waiting.get(id)?.[how](value);
      waiting.delete(id);
      thread.keepAlive(waiting.size > 0);
    },

    /** @param {unknown} reason that all who wait are given, and all who ask from here on */
    end(reason) {
      if (end !== undefined) return;
      end = { reason };
      thread.end();
      for (const { reject } of waiting.values()) reject(reason);
      waiting.clear();
    },
  };
}

/**
 * @param {any} imports
 * @param {SharedArrayBuffer | undefined} memory
 * @param {ReturnType<typeof createBoundary>} boundary
 */
function offered(imports, memory, boundary) {
  if (imports === undefined || Object.keys(imports).length === 0) return undefined;
  if (memory !== undefined) return boundary.offer(imports);
  throw new JcoError({
    code: 'E0605',
    message: 'the worker cannot wait for functions of this page, which is not cross-origin isolated',
    help:
      'serve it with Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp, ' +
      'or pass in `imports` the URL of a module with the functions',
  });
}

/**
 * The worker is elsewhere: a relative URL would be another one there.
 *
 * @param {any} source
 */
async function copiable(source) {
  if (source instanceof Response) return bytesOfResponse(source, source.url);
  return typeof source === 'string' || source instanceof URL ? absolute(source) : source;
}

/** @param {string} message */
const ended = (message) => new JcoError({ code: 'E0606', message });

/** @param {Error} cause */
const uncopied = (cause) => new JcoError({
  code: 'E0605',
  message: `what the worker is given cannot be copied to it: ${cause.message}`,
  help: 'functions go into `imports`; settings of `wasi` are data',
});
