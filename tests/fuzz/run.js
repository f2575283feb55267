// The fuzzers for a while, a minute if nothing is said:
//
//   node tests/fuzz/run.js [--seconds N] [--seed N]
//
// builds crates/transpile/fuzz and gives half of the time to generated components, half to damaged real ones.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
});
const half = String(Math.ceil(Number(values.seconds) / 2));
const target = join(root, '.cache/fuzz');
const fuzzer = join(target, 'debug/fuzz');
const manifest = join(root, 'crates/transpile/fuzz/Cargo.toml');
const corpus = ['tests/guests/built', 'tests/fixtures'].flatMap((folder) => ['--corpus', join(root, folder)]);

const isBuilt = run('cargo', ['build', '--quiet', '--manifest-path', manifest, '--target-dir', target]);
const passed = isBuilt && [
  run(fuzzer, ['smith', '--seconds', half, '--seed', values.seed]),
  run(fuzzer, ['mutate', '--seconds', half, '--seed', values.seed, ...corpus]),
].every(Boolean);
process.exitCode = passed ? 0 : 1;

/** @param {string} program @param {string[]} args */
function run(program, args) {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  if (error) console.error(String(error));
  return status === 0;
}
