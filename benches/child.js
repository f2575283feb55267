// Every measurement runs in a process of its own: what one row does to the engine (feedback, garbage,
// heap layout) is no other row's affair.

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Runs `process/<name>.js` and returns what it printed as JSON.
 * @param {string} node path of the node executable
 * @param {string} name
 * @param {object} task
 */
export async function inChild(node, name, task) {
  const script = fileURLToPath(new URL(`./process/${name}.js`, import.meta.url));
  try {
    const { stdout } = await run(node, ['--expose-gc', script, JSON.stringify(task)], { maxBuffer: 1 << 26 });
    return JSON.parse(stdout);
  } catch (error) {
    throw new Error(/^.*Error.*$/m.exec(error.stderr ?? '')?.[0] ?? String(error));
  }
}
