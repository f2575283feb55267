// A port that waits by promises: what JSPI needs, and what proves that nothing else has to know. Loaded in place of
// platform/node/port.js by the hook below it.

export const changes = new Int32Array(new SharedArrayBuffer(4));

export function sleep() {
  throw new Error('this port never stops its thread');
}

export const mark = () => Atomics.load(changes, 0);

export function whileWaiting() {}

/**
 * @param {number} seen
 * @param {number} nanoseconds
 */
export function wait(seen, nanoseconds) {
  const milliseconds = Math.min(nanoseconds / 1e6, 1000);
  const { async, value } = Atomics.waitAsync(changes, 0, seen, milliseconds);
  if (!async) return undefined;
  // Waiting as such keeps no process alive.
  const alive = setInterval(() => {}, 1000);
  return value.then(() => clearInterval(alive));
}

/** The hook that puts it there, for `node:module`'s `register`. */
export async function resolve(specifier, context, next) {
  const resolved = await next(specifier, context);
  const isPort = resolved.url.endsWith('/platform/node/port.js');
  return isPort ? { ...resolved, url: import.meta.url } : resolved;
}
