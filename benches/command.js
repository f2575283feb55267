// CPU time of the whole process of `jco transpile` on a small component, against `node -e 0`.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { commandBar } from './bars.js';
import { componentBytes, writeWhole } from './components.js';
import { milliseconds, number, ratio, verdict } from './format.js';
import { oursBin } from './ours.js';
import { peerBin } from './peer.js';
import { median } from './statistics.js';

const ROUNDS = 25;
/** The peer takes half a second per process: it takes part in every fifth round. */
const PEER_ROUNDS = 5;
/** Processes per measurement: `times` of the shell counts whole milliseconds. */
const PROCESSES = 4;

const run = promisify(execFile);

/** @param {import('./run.js').Options} options */
export async function command({ node, subjects, progress }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'jco-bench-'));
  const input = path.join(folder, 'component.wasm');
  const component = await componentBytes('scalars');
  writeWhole(input, component);

  const transpile = (bin, out) => [bin, 'transpile', input, '-o', path.join(folder, out), '--name', 'component'];
  const commands = { node: ['-e', '0'] };
  if (subjects.includes('ours')) commands.ours = transpile(oursBin, 'ours');
  if (subjects.includes('peer')) commands.peer = transpile(peerBin(), 'peer');
  const times = await measure(node, commands);
  rmSync(folder, { recursive: true });

  const { ours, peer } = times;
  const oursToNode = ours && median(ours.map((time, round) => time / times.node[round]));
  const bar = commandBar.oursToNode;
  const shown = [ours, times.node, peer].map(list => milliseconds(list && median(list)));
  const cells = [
    `transpile (${number(component.length / 1000)} KB)`, ...shown,
    ratio(oursToNode), `≤ ${bar} × node`, verdict(oursToNode, { atMost: bar }),
  ];
  progress(cells.join(' | '));
  return {
    title: 'Command line',
    note: 'CPU milliseconds, user and system, of a whole process.',
    columns: ['command', 'ours', 'node -e 0', 'peer', 'ours / node', 'bar', ''],
    rows: [cells],
  };
}

/**
 * CPU nanoseconds of the processes of some commands, in turn.
 *
 * @param {string} node
 * @param {Record<string, string[]>} commands what follows `node`, by name
 * @returns {Promise<Record<string, number[]>>}
 */
export async function measure(node, commands) {
  const times = Object.fromEntries(Object.keys(commands).map(name => [name, []]));
  for (const args of Object.values(commands)) await cpuOf(node, args, 1);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, args] of Object.entries(commands)) {
      if (name !== 'peer' || round % PEER_ROUNDS === 0) times[name].push(await cpuOf(node, args, PROCESSES));
    }
  }
  return times;
}

/** CPU nanoseconds of one process, from the shell's account of its children. */
async function cpuOf(node, args, processes) {
  const script = `for ((i = 0; i < ${processes}; i++)); do "$@" >/dev/null || exit; done; times`;
  const { stdout } = await run('bash', ['-c', script, 'bash', node, ...args]);
  const [user, system] = [...stdout.trim().split('\n')[1].matchAll(/(\d+)m([\d.]+)s/g)]
    .map(([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds));
  return (user + system) * 1e9 / processes;
}
