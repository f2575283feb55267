// `npm test`: installs what tests need, and runs all of them. The parts that run JavaScript run on Node 20, 24 and 26.
// `npm test -- quick` leaves out the other Nodes and the fuzzers.

import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { buildAddon, buildWasm, install, need, root, run } from './steps.js';

const quick = process.argv.includes('quick');

install();
buildAddon();
buildWasm();
need(process.execPath, ['tests/guests/build.js']);
// Once, before tests of several processes ask for them.
need(process.execPath, ['tests/bundlers/tools.js']);
need(process.execPath, ['tests/fetch/runtimes.js']);
need(process.execPath, ['tests/optional/project.js']);

/** @type {[string, boolean][]} */
const results = [];

/** @param {string} name @param {boolean} passed */
const note = (name, passed) => results.push([name, passed]);

note('cargo test', run('cargo', ['test', '--workspace', '--quiet', '--no-fail-fast']));
note('types', run('npm', ['run', 'check']));
const once = ['types', 'fuzz', 'bundlers', 'optional', 'packages', 'guide', 'browser', 'fetch', 'playground'];
// A file that hangs fails, and the others go on. Node would leave one processor idle.
const test = ['--test', '--test-timeout=360000', `--test-concurrency=${availableParallelism()}`];
note('host tests', run(process.execPath, [...test, ...found(['packages', 'benches', ...once.map((name) => `tests/${name}`)])]));

const { nodes } = await import('../tests/nodes.js');
const engines = Object.entries(await nodes()).filter(([version]) => !quick || version === '20');
const portable = found(['crates/transpile/runtime', 'tests']).filter((path) => !once.includes(path.split('/')[1]));
for (const [version, node] of engines) note(`run-time tests on Node ${version}`, run(node, [...test, ...portable]));

if (!quick) note('fuzzers, one minute', run(process.execPath, ['tests/fuzz/run.js']));

console.log('');
for (const [name, passed] of results) console.log(`${passed ? 'ok  ' : 'FAIL'} ${name}`);
process.exitCode = results.every(([, passed]) => passed) ? 0 : 1;

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
