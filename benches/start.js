// CPU time and memory of the whole process of `jco run` on a Rust hello, against a hello in JavaScript.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBars } from './bars.js';
import { measure } from './command.js';
import { milliseconds, number, ratio, verdict } from './format.js';
import { oursBin } from './ours.js';
import { peerBin } from './peer.js';
import { median } from './statistics.js';

const hello = fileURLToPath(new URL('../tests/guests/built/hello.wasm', import.meta.url));

/** @param {import('./run.js').Options} options */
export async function start({ node, subjects, progress }) {
  if (!existsSync(hello)) throw new Error('the guest hello is not built: node tests/guests/build.js hello');
  const folder = mkdtempSync(path.join(tmpdir(), 'jco-bench-'));
  process.env.JCO_CACHE = path.join(folder, 'cache');
  const script = path.join(folder, 'hello.mjs');
  writeFileSync(script, 'console.log("hello");\n');

  const commands = { node: [script] };
  if (subjects.includes('ours')) {
    commands.ours = [oursBin, 'run', hello];
    commands.uncached = [oursBin, 'run', '--no-cache', hello];
  }
  if (subjects.includes('peer')) commands.peer = [peerBin(), 'run', hello];
  const times = await measure(node, commands);
  const rows = ['ours', 'uncached'].filter(name => times[name] !== undefined).map(name => {
    const peak = peakOf(node, commands[name], folder);
    const toNode = median(times[name].map((time, round) => time / times.node[round]));
    const shown = [times[name], times.node, times.peer].map(list => milliseconds(list && median(list)));
    const missed = peak > startBars.peakBytes ? 'FAIL' : verdict(toNode, { atMost: startBars.oursToNode });
    return [
      name === 'ours' ? 'run, in the cache' : 'run --no-cache', ...shown, ratio(toNode), `≤ ${startBars.oursToNode} × node`,
      number(peak / 1024 / 1024), `≤ ${startBars.peakBytes / 1024 / 1024} MiB`, missed,
    ];
  });
  rmSync(folder, { recursive: true });
  for (const cells of rows) progress(cells.join(' | '));
  return {
    title: 'Start of a command',
    note: 'CPU milliseconds, user and system, of a whole process that says hello: a component in Rust, a script in JavaScript.',
    columns: ['command', 'ours', 'node hello.mjs', 'peer', 'ours / node', 'bar', 'peak MiB', 'bar', ''],
    rows,
  };
}

/**
 * The most memory that a run ever has, which it tells itself.
 *
 * @param {string} node
 * @param {string[]} args
 * @param {string} folder
 */
function peakOf(node, [bin, run, ...rest], folder) {
  const teller = path.join(folder, 'peak.mjs');
  writeFileSync(teller, `import { readFileSync } from 'node:fs';
process.on('exit', () => console.log(/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]));\n`);
  const output = execFileSync(node, [bin, run, '--jco-import', teller, ...rest], { encoding: 'utf8' });
  return Number(output.trim().split('\n').at(-1)) * 1024;
}
