// An HTTP client in a worker that stops while it waits.

import { instantiate } from 'jco/load';
import { ComponentExit } from '@jco/preview2-shim/cli';
import { startThread } from '@jco/preview2-shim/thread';

/** @param {{ data: { component: any, runs: string[][] } }} event */
globalThis.onmessage = async ({ data: { component, runs } }) => {
  const isStarted = await startThread().catch(({ code }) => console.error(code));
  const printed = [];
  for (const args of runs) printed.push(await run(component, args));
  globalThis.postMessage({ isStarted, printed });
};

/**
 * @param {any} component
 * @param {string[]} args
 * @returns {Promise<string[]>} its lines
 */
async function run(component, args) {
  const decoder = new TextDecoder();
  let text = '';
  const stdout = (/** @type {Uint8Array} */ bytes) => void (text += decoder.decode(bytes, { stream: true }));
  const wasi = { args: ['http-client', ...args], network: true, stdout, stderr: stdout };
  const { run } = await instantiate(component, { wasi });
  try {
    run.run();
  } catch (error) {
    // What went wrong in the guest is printed by it.
    if (!(error instanceof ComponentExit) && !('payload' in Object(error))) text += String(error);
  }
  return text.trimEnd().split('\n');
}
