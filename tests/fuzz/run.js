// The fuzzers, for a minute: node tests/fuzz/run.js [--seconds N] [--seed N]
//
// Builds crates/transpile/fuzz and has it feed the transpiler with generated and with damaged components; then runs
// what was made of some of the generated ones.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { transpile } from 'jco';

import { compile } from '../types/typescript.js';
import { runs } from './stubbed.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const corpus = ['tests/fixtures', 'tests/guests/built'];
/** How many of the components that were transpiled are instantiated. */
const instantiated = 200;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: process.env.JCO_SEED ?? '1' },
  },
});
const seconds = String(Math.ceil(Number(values.seconds) / 2));

const kept = mkdtempSync(join(tmpdir(), 'jco-fuzz-'));
try {
  const fuzz = build();
  const folders = corpus.flatMap((folder) => ['--corpus', join(root, folder)]);
  const common = ['--seconds', seconds, '--seed', values.seed];
  const outcomes = [
    passes(fuzz, ['smith', ...common, '--keep', kept]),
    passes(fuzz, ['mutate', ...common, ...folders]),
    await instantiates(kept),
  ];
  process.exitCode = outcomes.every(Boolean) ? 0 : 1;
} finally {
  rmSync(kept, { recursive: true });
}

/** @returns {string} the program's path */
function build() {
  const target = join(root, 'target/fuzz');
  const manifest = join(root, 'crates/transpile/fuzz/Cargo.toml');
  const args = ['build', '--quiet', '--locked', '--manifest-path', manifest, '--target-dir', target];
  const { status, error } = spawnSync('cargo', args, { stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) throw new Error('the fuzzers cannot be built');
  return join(target, 'debug', process.platform === 'win32' ? 'fuzz.exe' : 'fuzz');
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function passes(program, args) {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
  if (error) throw error;
  return status === 0;
}

/** @param {string} folder with components that the fuzzer has kept */
async function instantiates(folder) {
  const sample = readdirSync(folder).filter((file) => file.startsWith('transpiled-')).slice(0, instantiated);
  const mistakes = [];
  const declarations = [];
  for (const file of sample) {
    const component = readFileSync(join(folder, file));
    const { files } = await transpile(component, { name: 'component', instantiation: 'sync', base64Cutoff: 0 });
    const output = join(folder, `${file}.out`);
    write(output, { ...files, 'package.json': '{ "type": "module" }' });
    const mistake = await runs(component, pathToFileURL(join(output, 'component.js')).href, files);
    if (mistake !== undefined) mistakes.push(`${file}: ${mistake}`);
    const declared = Object.keys(files).filter((path) => path.endsWith('.d.ts'));
    declarations.push(...declared.map((path) => join(output, path)));
  }
  const lib = ['es2022', 'dom', 'esnext.disposable'];
  const said = compile(declarations, { module: 'nodenext', moduleResolution: 'nodenext', target: 'es2022', lib });
  console.log(`instantiate: ${sample.length} components, ${mistakes.length} failed; ${declarations.length} declarations`);
  [...mistakes, said].filter(Boolean).forEach((each) => console.log(each));
  return sample.length > 0 && mistakes.length === 0 && said === '';
}

/**
 * @param {string} folder
 * @param {Record<string, Uint8Array | string>} files
 */
function write(folder, files) {
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), contents);
  }
}
