#!/usr/bin/env node
// Builds the guests into `built/`, each when its sources or its recipe have changed:
//
//   node tests/guests/build.js [NAME…]

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { run } from './toolchains/cache.js';
import { adaptCommand, componentizeJavaScript } from './toolchains/javascript.js';
import { compileC, componentizePython } from './toolchains/python.js';
import { buildRust } from './toolchains/rust.js';
import { writeWasiWit } from './toolchains/wasi-wit.js';
import { wasmTools } from './toolchains/wasm-tools.js';
import { bindC } from './toolchains/wit-bindgen.js';

const guests = fileURLToPath(new URL('.', import.meta.url));
const built = join(guests, 'built');

/**
 * @typedef {object} Guest
 * @property {string[]} sources files and folders that decide the result, relative to this folder
 * @property {(output: string) => Promise<void>} build writes the component
 */

const rustWorkspace = ['Cargo.toml', 'Cargo.lock', 'toolchains/rust.js', 'wasm-toolchain.sh'];
const javaScriptTools = ['toolchains/javascript.js', 'toolchains/package-lock.json'];
const pythonTools = ['toolchains/python.js', 'toolchains/requirements.txt'];

/** @type {Record<string, Guest>} */
const recipes = {
  hello: rust('hello'),
  command: rust('command'),
  library: rust('library', 'freestanding'),
  tour: rust('tour', 'freestanding'),
  echo: rust('echo', 'freestanding'),
  crash: {
    sources: ['crash', ...rustWorkspace],
    build: async (output) => copyFile(await buildRust('crash', 'debuginfo'), output),
  },
  filesystem: rust('filesystem'),
  polling: rust('polling'),
  sockets: rust('sockets'),
  'http-client': rust('http-client'),
  'http-handler': rust('http-handler'),
  'example-handler': {
    sources: ['example-handler', '../../examples/handler/src', ...rustWorkspace],
    build: async (output) => copyFile(await buildRust('example-handler'), output),
  },
  composed: {
    sources: ['composed', 'toolchains/wasm-tools.js'],
    build: async (output) => {
      await run(await wasmTools(), ['parse', join(guests, 'composed/composed.wat'), '-o', output]);
    },
  },
  'c-hello': c('c-hello'),
  // What preview1 is, as a component.
  'c-files': c('preview1'),
  'c-sockets': c('c-sockets', ['io', 'clocks', 'sockets']),
  'c-http': c('c-http', ['io', 'clocks', 'random', 'cli', 'http']),
  // What command is, as a core module.
  'rust-preview1': {
    sources: ['command', ...rustWorkspace],
    build: async (output) => copyFile(await buildRust('command', 'release', 'wasm32-wasip1'), output),
  },
  preview1: {
    sources: ['preview1', ...pythonTools],
    build: async (output) => compileC([join(guests, 'preview1/main.c')], output),
  },
  js: {
    sources: ['js', ...javaScriptTools],
    build: async (output) => {
      const guest = { source: join(guests, 'js/guest.js'), wit: join(guests, 'js/guest.wit'), world: 'js' };
      await writeFile(output, await componentizeJavaScript(guest));
    },
  },
  'js-handler': {
    sources: ['js-handler', ...javaScriptTools, 'toolchains/wasi-wit.js', 'Cargo.lock'],
    build: async (output) => {
      const wit = `${output}.wit`;
      // What StarlingMonkey imports is of this version.
      await writeWasiWit(wit, ['http', 'io', 'clocks'], '0.2.10');
      await copyFile(join(guests, 'js-handler/guest.wit'), join(wit, 'guest.wit'));
      const guest = { source: join(guests, 'js-handler/guest.js'), wit, world: 'js-handler', isHandler: true };
      await writeFile(output, await componentizeJavaScript(guest));
    },
  },
  python: {
    sources: ['python', ...pythonTools],
    build: async (output) => {
      const wit = join(guests, 'python/guest.wit');
      await componentizePython({ folder: join(guests, 'python/app'), module: 'app', wit, world: 'python' }, output);
    },
  },
};

/**
 * @param {string} name a package of the Cargo workspace here
 * @param {...string} dependencies packages that it uses
 * @returns {Guest}
 */
function rust(name, ...dependencies) {
  return {
    sources: [name, ...dependencies, ...rustWorkspace],
    build: async (output) => copyFile(await buildRust(name), output),
  };
}

/**
 * @param {string} name a folder with a command in main.c, and guest.wit if it imports more than preview 1 has
 * @param {string[]} [packages] of WASI, that guest.wit names
 * @returns {Guest}
 */
function c(name, packages = []) {
  const bindings = packages.length === 0 ? [] : ['toolchains/wasi-wit.js', 'toolchains/wit-bindgen.js', 'Cargo.lock'];
  return {
    sources: [name, ...bindings, ...pythonTools, ...javaScriptTools],
    build: async (output) => {
      const inputs = [join(guests, name, 'main.c')];
      if (packages.length > 0) inputs.push(...await boundC(name, packages, `${output}.wit`));
      const core = `${output}.core`;
      await compileC(inputs, core);
      await writeFile(output, await adaptCommand(await readFile(core)));
    },
  };
}

/**
 * What a C program is to be compiled with, to call what its world imports.
 *
 * @param {string} name
 * @param {string[]} packages
 * @param {string} folder
 */
async function boundC(name, packages, folder) {
  await writeWasiWit(folder, packages, '0.2.12');
  await copyFile(join(guests, name, 'guest.wit'), join(folder, 'guest.wit'));
  await bindC(folder, folder);
  return [join(folder, 'guest.c'), join(folder, 'guest_component_type.o'), '-I', folder];
}

/** @param {string[]} names */
export async function buildGuests(names = Object.keys(recipes)) {
  await mkdir(built, { recursive: true });
  const scratch = await mkdtemp(join(tmpdir(), 'guests-'));
  try {
    for (const name of names) await buildGuest(name, join(scratch, `${name}.wasm`));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * @param {string} name
 * @param {string} output a path to build at; the result is moved to its place whole
 */
async function buildGuest(name, output) {
  const guest = recipes[name];
  if (guest === undefined) throw new Error(`no guest ${name}: there are ${Object.keys(recipes).join(', ')}`);
  const component = join(built, `${name}.wasm`);
  const stamp = join(built, `.${name}.inputs`);
  const digest = inputsDigest(guest.sources);
  if (existsSync(component) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;

  const start = performance.now();
  console.log(`${name}: building`);
  await guest.build(output);
  await copyFile(output, `${component}.part`);
  await rename(`${component}.part`, component);
  await writeFile(stamp, digest);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${name}: ${(await stat(component)).size} bytes in ${seconds} s`);
}

/** @param {string[]} sources */
function inputsDigest(sources) {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesBelow(source)) hash.update(`${file}\0`).update(readFileSync(join(guests, file)));
  }
  return hash.digest('hex');
}

/**
 * @param {string} source a file or a folder, relative to this folder
 * @returns {string[]}
 */
function filesBelow(source) {
  if (statSync(join(guests, source)).isFile()) return [source];
  const names = readdirSync(join(guests, source)).sort();
  return names.flatMap((name) => filesBelow(join(source, name)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  await buildGuests(names.length > 0 ? names : undefined);
  console.log('guests: up to date');
}
