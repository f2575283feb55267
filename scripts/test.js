// `npm test`: installs what tests need, and runs all of them. The parts that run JavaScript run on Node 20, 24 and 26.
// `npm test -- quick` leaves out the other Nodes and the fuzzers.
//
// Two lanes share the processors: what cargo does, and what mostly waits, for registries, clocks and browsers.

import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { collected, needed, shown } from './lanes.js';
import { install, root } from './steps.js';

const quick = process.argv.includes('quick');
const node = process.execPath;
const debug = { JCO_DEV_BUILD: 'debug' };
const start = performance.now();

/** @type {[name: string, passed: boolean, minutes: string][]} */
const results = [];

/** What runs in the host's Node alone. Those of `types` take cargo, whose lane they are in. */
const once = ['types', 'fuzz', 'bundlers', 'optional', 'packages', 'guide', 'browser', 'fetch', 'playground'];
// A file that hangs fails, and the others go on. Node would leave one processor idle.
const test = ['--test', '--test-timeout=360000', `--test-concurrency=${availableParallelism()}`];

install();
const built = buildEngines();
const prepared = prepare();
await Promise.all([cargoLane(), javaScriptLane()]);

console.log('');
for (const [name, passed, minutes] of results) console.log(`${passed ? 'ok  ' : 'FAIL'} ${name}, after ${minutes} min`);
process.exitCode = results.every(([, passed]) => passed) ? 0 : 1;

/** The addon, and the engine as WebAssembly. */
async function buildEngines() {
  await needed(collected(node, ['packages/jco/scripts/build-native.js'], debug));
  await needed(collected(node, ['packages/jco/scripts/build-wasm.js'], debug));
}

/** Guests, and what several processes of tests would ask for at once. */
async function prepare() {
  for (const tools of ['bundlers/tools', 'fetch/runtimes', 'optional/project', 'nodes', 'guests/build']) {
    await needed(shown(node, [`tests/${tools}.js`]));
  }
}

async function cargoLane() {
  await built;
  await note('cargo test', collected('cargo', ['test', '--workspace', '--quiet', '--no-fail-fast']));
  await note('declarations', collected(node, [...test, ...found(['tests/types'])]));
  await prepared;
  if (!quick) await note('fuzzers, one minute', collected(node, ['tests/fuzz/run.js']));
}

async function javaScriptLane() {
  await Promise.all([built, prepared]);
  await note('types', shown('npm', ['run', 'check']));
  const ofHost = ['packages', 'benches', ...once.filter((name) => name !== 'types').map((name) => `tests/${name}`)];
  const inBrowser = found(['tests/load']).filter(isOfBrowser);
  await note('host tests', shown(node, [...test, ...found(ofHost), ...inBrowser]));
  const { nodes } = await import('../tests/nodes.js');
  const engines = Object.entries(await nodes()).filter(([version]) => !quick || version === '20');
  const portable = found(['crates/transpile/runtime', 'tests']).filter((path) => !once.includes(path.split('/')[1]) && !isOfBrowser(path));
  for (const [version, engine] of engines) await note(`run-time tests on Node ${version}`, shown(engine, [...test, ...portable]));
}

/** What Node is does not matter to a page. @param {string} path */
function isOfBrowser(path) {
  return path.endsWith('/chromium.test.js');
}

/**
 * @param {string} name
 * @param {Promise<boolean>} running
 */
async function note(name, running) {
  const passed = await running;
  results.push([name, passed, ((performance.now() - start) / 60_000).toFixed(1)]);
}

/**
 * The test files below some folders.
 *
 * @param {string[]} folders
 * @returns {string[]} relative to the root
 */
function found(folders) {
  return folders.flatMap((folder) => {
    const inside = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
    const tests = inside.filter((path) => path.endsWith('.test.js') && !/node_modules|(^|\/)(built|\.cache|templates)\//.test(path));
    return tests.sort().map((path) => `${folder}/${path}`);
  });
}
