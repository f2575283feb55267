// Guests transpiled for JSPI, run in this page.

import { monotonicClock } from '@jco/preview2-shim/clocks';
import { WASIShim } from '@jco/preview2-shim/instantiation';

/** @param {string} name @param {string[]} args */
async function started(name, args) {
  let stdout = '';
  const decoder = new TextDecoder();
  const print = (/** @type {Uint8Array} */ bytes) => void (stdout += decoder.decode(bytes, { stream: true }));
  const shim = new WASIShim({ args: ['command.wasm', ...args], network: true, stdout: print });
  const { instantiate } = await import(`/jspi/${name}.js`);
  const guest = await instantiate(undefined, shim.getImportObject());
  return { running: guest.run.run(), printed: () => stdout };
}

/** What a command prints, how long it takes, and how often a timer of the page fires meanwhile. @param {string} name @param {string[]} args */
export async function run(name, args) {
  const begin = performance.now();
  let ticks = 0;
  const timer = setInterval(() => ticks++, 5);
  const { running, printed } = await started(name, args);
  if (!(running instanceof Promise)) throw new Error('it gives no promise');
  await running;
  clearInterval(timer);
  return { stdout: printed(), ticks, milliseconds: performance.now() - begin };
}

/** The same command in several instances at once. @param {string} name @param {number} count @param {string[]} args */
export async function runMany(name, count, args) {
  const begin = performance.now();
  const all = await Promise.all(Array.from({ length: count }, () => started(name, args)));
  await Promise.all(all.map(({ running }) => running));
  return { milliseconds: performance.now() - begin };
}

/** What someone gets who waits otherwise, while a command is suspended. @param {string} name */
export async function sleepsBeside(name) {
  const { running } = await started(name, ['sleep', '50']);
  try {
    monotonicClock.subscribeDuration(1_000_000n).block();
    return {};
  } catch (/** @type {any} */ error) {
    return { name: error.name, code: error.code };
  } finally {
    await running;
  }
}
