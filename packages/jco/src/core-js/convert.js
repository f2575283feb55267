// Core modules as JavaScript: wasm2js of the package binaryen makes functions of them, and the file that has them all
// exports what stands in for `WebAssembly`.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { JcoError } from '../errors.js';
import { withFolder } from '../tools/files.js';
import { runProgram } from '../tools/program.js';
import { installed, programOf } from '../tools/project.js';
import { FUNCTION, GLOBAL, I64, MEMORY, TABLE, shapeOf } from './module.js';

// What wasm2js does not know is made of what it does.
const LOWERING = ['--signext-lowering', '--llvm-nontrapping-fptoint-lowering', '--legalize-js-interface', '-O2'];

/**
 * @param {Record<string, Uint8Array>} modules by the names of their files
 * @param {string} folder of the project
 * @returns {Promise<string>} the text of `<name>.core.js`
 */
export async function coreScript(modules, folder) {
  const binaryen = installed('binaryen', folder, 'core Wasm as JavaScript');
  const shapes = Object.entries(modules).map(([name, binary]) => ({ name, ...checkedShape(name, binary) }));
  checkTables(shapes);
  const scripts = await withFolder(async (scratch) => {
    const made = [];
    for (const [index, shape] of shapes.entries()) made.push(await script(shape, join(scratch, String(index)), binaryen));
    return made;
  });
  const standIn = readFileSync(new URL('./stand-in.js', import.meta.url), 'utf8');
  const entries = shapes.map((shape, index) => entry(shape, scripts[index]));
  return standIn.replace(/^\/\/ .*\n\/\/ .*\n/, '// Core modules as JavaScript, made by wasm2js.\n').replace('coreModules = {}', () => `coreModules = {\n${entries.join('')}}`);
}

/** @typedef {import('./module.js').CoreShape & { name: string }} Named */

/** @param {string} name @param {Uint8Array} binary */
function checkedShape(name, binary) {
  let shape;
  try {
    shape = shapeOf(binary);
  } catch (error) {
    throw impossible(name, /** @type {Error} */ (error).message);
  }
  const shared = shape.imports.find(({ kind }) => kind === MEMORY || kind === GLOBAL);
  if (shared !== undefined) throw impossible(name, `it shares ${shared.kind === MEMORY ? 'a memory' : 'a variable'} with other modules`);
  return shape;
}

/**
 * Functions in a shared table are called as wasm2js makes them: the upper half of what they return is lost.
 *
 * @param {Named[]} shapes
 */
function checkTables(shapes) {
  if (!shapes.some(({ imports }) => imports.some(({ kind }) => kind === TABLE))) return;
  const returnsWide = (/** @type {import('./module.js').Signature} */ { results }) => results.includes(I64);
  const isShim = (/** @type {Named} */ { exports }) => exports.some(({ name, kind }) => kind === TABLE && name === '$imports');
  const shim = shapes.find((shape) => isShim(shape) && shape.types.some(returnsWide));
  if (shim !== undefined) throw impossible(shim.name, 'an imported function with a list or string returns a 64-bit number');
}

/**
 * @param {Named} shape
 * @param {string} path to begin the names of files with
 * @param {import('../tools/project.js').Installed} binaryen
 */
async function script({ name, renamed }, path, binaryen) {
  writeFileSync(`${path}.wasm`, renamed);
  const program = (/** @type {string} */ tool) => programOf(binaryen, tool);
  const features = ['--enable-bulk-memory', '--enable-sign-ext', '--enable-mutable-globals', '--enable-nontrapping-float-to-int', '--enable-reference-types'];
  try {
    await runProgram(program('wasm-opt'), [`${path}.wasm`, '-o', `${path}.low.wasm`, ...features, ...LOWERING]);
    await runProgram(program('wasm2js'), [`${path}.low.wasm`, '-o', `${path}.js`, '--all-features', '-O']);
  } catch (error) {
    throw impossible(name, /** @type {Error} */ (error).message);
  }
  return body(readFileSync(`${path}.js`, 'utf8'));
}

/**
 * The part of wasm2js's module that can be called again and again: without imports, and without the call.
 *
 * @param {string} text
 */
function body(text) {
  const called = text.lastIndexOf('\nvar retasmFunc = ');
  return text
    .slice(0, called)
    .replace(/^import .*;\n/gm, '')
    .replace(/^(\s*newHEAP8\.set\(HEAP8\);)/m, '$1 detach(buffer);')
    .replace(/function wasm2js_trap\(\) \{[^}]*\}/, 'function wasm2js_trap() { trap(); }');
}

/** @param {Named} shape @param {string} made */
function entry({ name, imports, exports }, made) {
  const wide = (/** @type {import('./module.js').Signature | undefined} */ signature) => {
    if (signature === undefined || ![...signature.params, ...signature.results].includes(I64)) return [];
    return [signature.params.map((type) => type === I64), signature.results.includes(I64)];
  };
  const importList = imports.map(({ module, name, kind, signature }) => [module, name, ...(kind === FUNCTION ? wide(signature) : [])]);
  const exportList = exports.map(({ name, signature }) => [name, ...wide(signature)]);
  return `${JSON.stringify(name)}: {
imports: ${JSON.stringify(importList)},
exports: ${JSON.stringify(exportList)},
run: (imports) => {
${made}
return asmFunc(imports);
},
},
`;
}

/** @param {string} name @param {string} reason */
function impossible(name, reason) {
  return new JcoError({
    code: 'E0803',
    message: `${name} cannot be said in JavaScript: ${reason}`,
    help: 'leave out --js: every browser since 2017 has WebAssembly',
  });
}
