import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { nearest } from '../src/api/nearest.js';
import { JcoArgumentError, componentEmbed, componentNew, metadataAdd, parse, transpile, types } from '../src/index.js';
import { adder, adderWit } from './support/components.js';

/** @type {Uint8Array} */
let component;

before(async () => {
  component = await parse(adder);
});

/**
 * @param {() => Promise<unknown>} call
 * @param {RegExp} message
 */
async function refuses(call, message) {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof JcoArgumentError && error instanceof TypeError, String(error));
    assert.equal(error.code, 'E0201');
    assert.match(error.message, message);
    return true;
  });
}

test('every option of the API is accepted', async () => {
  /** @type {import('../types/index.js').TranspileOptions[]} */
  const accepted = [
    { name: 'app' },
    { instantiation: 'async' },
    { instantiation: { tag: 'sync' } },
    { tlaCompat: true },
    { importBindings: 'hybrid' },
    { map: { 'a:b/*': './x.js#*' } },
    { map: [['a:b/c', './c.js']] },
    { wasiShim: false },
    { base64Cutoff: 0 },
    { nodejsCompat: false },
    { namespacedExports: false },
    { emitTypescriptDeclarations: false },
    { minify: true },
    { validLiftingOptimization: true },
    { tracing: true },
    { noComponentErrorWrapping: true },
    { strict: true },
    { flagsAsBigInt: true },
    { variantsInlineCases: true },
    { useNamespaceObjects: true },
    { enumValuesScreamingSnakeCase: true },
    { asyncMode: 'sync', asyncImports: [], asyncExports: [] },
    { asyncMode: 'jspi', asyncImports: ['*'], asyncExports: ['*'], asyncWasiImports: [], asyncWasiExports: true },
    { multiMemory: true, bindgenEnableWasmExnref: true, quiet: true },
    { name: undefined, map: undefined, instantiation: undefined },
  ];
  for (const options of accepted) {
    const { files } = await transpile(component, options);
    assert.ok(files[`${options.name ?? 'component'}.js`], JSON.stringify(options));
  }
});

test('options reach the engine', async () => {
  const declarations = (/** @type {object} */ files) => Object.keys(files).filter((name) => name.endsWith('.d.ts'));
  const { files } = await transpile(component, { emitTypescriptDeclarations: false });
  assert.deepEqual(declarations(files), []);
  const modes = [{}, { tlaCompat: true }, { instantiation: 'sync' }, { minify: true }, { base64Cutoff: 0 }];
  const outputs = await Promise.all(
    modes.map(async (mode) => {
      const { files } = await transpile(component, /** @type {any} */ (mode));
      return Buffer.from(files['component.js']).toString();
    }),
  );
  assert.equal(new Set(outputs).size, modes.length);
});

test('an unknown option names the nearest', async () => {
  const unknown = (/** @type {object} */ options) => () => transpile(component, /** @type {any} */ (options));
  await refuses(unknown({ instantation: 'async' }), /no option "instantation" \(did you mean instantiation\?\)$/);
  await refuses(unknown({ base64cutoff: 1 }), /did you mean base64Cutoff/);
  await refuses(unknown({ zzz: 1 }), /^there is no option "zzz"$/);
  await refuses(unknown(JSON.parse('{"__proto__":1}')), /no option "__proto__"/);
  await refuses(() => types({}, /** @type {any} */ ({ world: 'w' })), /no option "world" \(did you mean worldName\?\)|no option "world"/);
});

test('an option of the wrong type says what is wanted', async () => {
  /** @type {[any, RegExp][]} */
  const wrong = [
    [{ minify: 'yes' }, /option minify must be a boolean \("yes" was given\)/],
    [{ name: 1 }, /option name must be a string \(a number was given\)/],
    [{ base64Cutoff: -1 }, /option base64Cutoff must be a number of bytes/],
    [{ base64Cutoff: 1.5 }, /option base64Cutoff must be a number of bytes/],
    [{ instantiation: 'later' }, /option instantiation must be 'async' or 'sync' \("later" was given\)/],
    [{ instantiation: true }, /option instantiation must be/],
    [{ importBindings: 'fast' }, /option importBindings must be 'js', /],
    [{ map: 'a=b' }, /option map must be an object of strings/],
    [{ map: ['a=b'] }, /option map must be an object of strings/],
    [{ map: { a: 1 } }, /option map must be an object of strings/],
    [{ asyncMode: 'later' }, /option asyncMode must be 'sync' or 'jspi'/],
    [{ asyncImports: 'a' }, /option asyncImports must be a list of names/],
    [{ js: 1 }, /option js must be a boolean/],
    [{ js: true, target: 'workerd' }, /target and js exclude each other/],
    [{ optimizeOptions: { optArg: [] } }, /there is no option "optArg"/],
    [{ useNamespaceObjects: true, variantsInlineCases: true }, /exclude each other/],
    [null, /options must be an object \(null was given\)/],
    ['name', /options must be an object/],
    [[], /options must be an object \(an array was given\)/],
  ];
  for (const [options, message] of wrong) await refuses(() => transpile(component, options), message);
});

test('names of functions that wait have to mean something', async () => {
  const fails = (/** @type {import('jco').TranspileOptions} */ options, /** @type {RegExp} */ message) =>
    assert.rejects(transpile(component, options), { code: 'E0201', message });
  await fails({ asyncImports: ['a'] }, /async imports need the mode `jspi`/);
  await fails({ asyncMode: 'jspi', asyncExports: ['b'] }, /--async-exports names `b`, and the component has no such export/);
  await fails({ asyncMode: { tag: 'jspi', val: { imports: ['b'] } } }, /--async-imports names `b`/);
});

test('arguments of the wrong type say what is wanted', async () => {
  const any = (/** @type {unknown} */ value) => /** @type {any} */ (value);
  await refuses(() => transpile(any('app.wasm')), /component must be a Uint8Array \(a string was given\)/);
  await refuses(() => transpile(any(undefined)), /component must be a Uint8Array \(undefined was given\)/);
  await refuses(() => parse(any(1)), /the text, where it is not a string, must be a Uint8Array/);
  await refuses(() => types(any(1)), /WIT must be a path, a Uint8Array, or an object of files/);
  await refuses(() => types({ 'a.wit': any(1) }), /WIT file a\.wit/);
  await refuses(() => componentNew(component, any([['a', 'b']])), /adapter a must be a Uint8Array/);
  await refuses(() => componentEmbed(any({ witSource: adderWit })), /one of the options binary and dummy/);
  await refuses(() => componentEmbed({ dummy: true }), /one of the options witSource and witPath/);
  await refuses(() => metadataAdd(component, any({ language: 'Rust' })), /metadata must be a list like/);
  await refuses(() => metadataAdd(component, any([['language', ['Rust']]])), /metadata must be a list like/);
});

test('the nearest name is near', () => {
  const known = ['minify', 'name', 'map'];
  assert.equal(nearest('minfy', known), 'minify');
  assert.equal(nearest('Minify', known), 'minify');
  assert.equal(nearest('mpa', known), 'map');
  assert.equal(nearest('instantiation', known), undefined);
});
