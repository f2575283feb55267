// A worker that is asked and answers. What it tells without having been asked are events.

/**
 * @typedef {object} Thread
 * @property {(request: object, transfer?: Transferable[]) => Promise<any>} ask
 * @property {(reason: Error) => void} end ends it, in whatever it is doing; those who wait are told the reason
 */

/**
 * @param {URL} script
 * @param {(event: any) => void} [onEvent]
 * @returns {Thread}
 */
export function startThread(script, onEvent = () => {}) {
  const worker = new Worker(script, { type: 'module' });
  /** @type {Map<number, { resolve: (answer: any) => void, reject: (reason: unknown) => void }>} */
  const waiting = new Map();
  let lastId = 0;

  worker.onmessage = ({ data }) => {
    if (data.id === undefined) return onEvent(data);
    const { resolve, reject } = waiting.get(data.id) ?? {};
    waiting.delete(data.id);
    if (data.failed === undefined) resolve?.(data.answer);
    else reject?.(new Error(data.failed));
  };
  worker.onerror = (event) => end(new Error(`a worker of this page has failed: ${event.message || 'its script cannot be loaded'}`));

  /** @param {Error} reason */
  function end(reason) {
    worker.terminate();
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  }

  return {
    ask: (request, transfer = []) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, ...request }, transfer);
      }),
    end,
  };
}

/**
 * The other end, in the worker.
 *
 * @param {Record<string, (argument: any) => any>} handlers by the name of the request
 */
export function answer(handlers) {
  globalThis.onmessage = async ({ data: { id, ...request } }) => {
    const [[name, argument]] = Object.entries(request);
    try {
      postMessage({ id, answer: await handlers[name](argument) });
    } catch (error) {
      postMessage({ id, failed: String(error) });
    }
  };
}
