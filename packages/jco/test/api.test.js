import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import * as jco from '../src/index.js';
import { folder } from './support/command-line.js';
import { adder, adderCore, adderWit, garbage } from './support/components.js';

const { componentEmbed, componentNew, componentWit, metadataAdd, metadataShow, parse, print, transpile } = jco;

test('what is exported is what is declared', () => {
  const declared = readFileSync(new URL('../types/index.d.ts', import.meta.url), 'utf8');
  const names = [...declared.matchAll(/^export (?:function|class) (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(Object.keys(jco).sort(), names.sort());
});

test('transpile gives files, imports and exports', async () => {
  const component = await parse(adder);
  const { files, imports, exports } = await transpile(component, { name: 'app', outDir: 'some/where' });
  assert.ok(files['some/where/app.js'] instanceof Uint8Array);
  assert.ok(Object.keys(files).every((name) => name.startsWith('some/where/')));
  assert.ok(Array.isArray(imports));
  assert.ok(exports.some(([name, kind]) => name === 'add' && kind === 'function'));
});

test('the output is the same whatever holds the input', async () => {
  const component = await parse(adder);
  const expected = await transpile(component);
  const padded = new Uint8Array(component.length + 7);
  padded.set(component, 3);
  const shared = new Uint8Array(new SharedArrayBuffer(component.length));
  shared.set(component);
  const forms = [
    Buffer.from(component),
    component.slice().buffer,
    padded.subarray(3, 3 + component.length),
    new DataView(padded.buffer, 3, component.length),
    shared,
    new TextEncoder().encode(adder),
  ];
  for (const form of forms) {
    const { files } = await transpile(form);
    assert.deepEqual(Object.keys(files), Object.keys(expected.files));
    assert.deepEqual(files['component.js'], expected.files['component.js']);
  }
});

test('the output does not share memory with the input', async () => {
  const component = await parse(adder);
  const before = component.slice();
  const { files } = await transpile(component, { base64Cutoff: 0 });
  const copies = Object.values(files).map((bytes) => bytes.slice());
  component.fill(0);
  Object.values(files).forEach((bytes, index) => assert.deepEqual(bytes, copies[index]));
  for (const bytes of Object.values(files)) bytes.fill(0);
  assert.deepEqual((await transpile(before, { base64Cutoff: 0 })).files['component.js'], copies[0]);
});

test('what a component exports is data', async () => {
  const { types, exports } = await jco.componentExports(await parse(adder));
  const params = ['a', 'b'].map((name) => ({ name, type: 'u32' }));
  assert.deepEqual(types, []);
  assert.deepEqual(exports, [{ functions: [{ name: 'add', kind: 'function', key: 'add', params, result: 'u32', isAsync: false }] }]);
});

test('text, binary and WIT', async () => {
  const component = await parse(adder);
  assert.deepEqual(await parse(await print(component)), component);
  assert.deepEqual(await parse(new TextEncoder().encode(adder)), component);
  assert.equal(
    await componentWit(component),
    'package root:component;\n\nworld root {\n  export add: func(a: u32, b: u32) -> u32;\n}\n',
  );
});

test('a core module becomes a component', async (t) => {
  const binary = await parse(adderCore);
  const place = folder(t, { 'wit/world.wit': adderWit });
  const fromText = await componentEmbed({ binary, witSource: adderWit, world: 'w', stringEncoding: 'utf16' });
  const fromPath = await componentEmbed({ binary, witPath: `${place.path}/wit`, stringEncoding: 'utf16' });
  assert.deepEqual(fromPath, fromText);
  assert.match(await componentWit(await componentNew(fromText)), /export add: func/);
  const dummy = await componentEmbed({ dummy: true, witSource: adderWit, metadata: [['language', [['none', '1']]]] });
  assert.deepEqual((await metadataShow(dummy))[0].producers[0], ['language', [['none', '1']]]);
  assert.match(await componentWit(await componentNew(dummy, [])), /export add: func/);
});

test('preview 1 adapters are files that componentNew takes', async () => {
  const command = await parse(`(module
    (import "wasi_snapshot_preview1" "proc_exit" (func (param i32)))
    (memory (export "memory") 1) (func (export "_start")))`);
  const adapter = readFileSync(jco.preview1AdapterCommandPath());
  const component = await componentNew(command, [['wasi_snapshot_preview1', adapter]]);
  assert.match(await componentWit(component), /export wasi:cli\/run@0\.2\./);
  assert.ok(WebAssembly.validate(readFileSync(jco.preview1AdapterReactorPath())));
});

test('metadata is added and shown', async () => {
  const binary = await metadataAdd(await parse(adder), [['language', [['Rust', '1.95.0'], ['C']]], ['name', [['app']]]]);
  const [component, module] = await metadataShow(binary);
  assert.equal(component.name, 'app');
  assert.deepEqual(component.metaType, { tag: 'component', val: 1 });
  assert.deepEqual(component.range, [0, binary.length]);
  assert.deepEqual(component.producers, [['language', [['Rust', '1.95.0'], ['C', '']]]]);
  assert.equal(module.parentIndex, 0);
  assert.deepEqual(module.metaType, { tag: 'module' });
});

test('types come from a path, bytes, or files', async (t) => {
  const place = folder(t, { 'wit/world.wit': adderWit });
  for (const declare of [jco.types, jco.guestTypes]) {
    const expected = await declare(`${place.path}/wit`, { name: 'w' });
    assert.ok(expected['w.d.ts'] instanceof Uint8Array);
    assert.deepEqual(await declare(new TextEncoder().encode(adderWit), { name: 'w' }), expected);
    assert.deepEqual(await declare({ 'world.wit': adderWit }, { worldName: 'a:b/w' }), expected);
    assert.deepEqual(Object.keys(await declare(`${place.path}/wit`, { outDir: 'x' }))[0], 'x/wit.d.ts');
  }
  assert.deepEqual(await jco.types({ 'a.wit': adderWit }, { guest: true }), await jco.guestTypes({ 'a.wit': adderWit }));
});

test('dependencies are files under deps/', async () => {
  const files = {
    'world.wit': 'package a:b; world w { import c:d/e; }',
    'deps/c/e.wit': 'package c:d; interface e { f: func(); }',
  };
  assert.ok(Object.keys(await jco.types(files)).length > 0);
  const { ['world.wit']: alone } = files;
  await assert.rejects(jco.types({ 'world.wit': alone }), { code: 'E0301', message: 'package `c:d` is not there' });
});

test('a stub is transpiled from WIT', async () => {
  const wit = new TextEncoder().encode(adderWit);
  const { exports } = await transpile(wit, { stub: true });
  assert.ok(exports.some(([name]) => name === 'add'));
  await assert.rejects(transpile(wit, { stub: true, worldName: 'none' }), { code: 'E0302' });
});

test('an error is a JcoError with code, place, excerpt and help', async () => {
  await assert.rejects(parse('(component\n  (core modul))'), (error) => {
    assert.ok(error instanceof jco.JcoError && error instanceof Error);
    assert.equal(error.name, 'JcoError');
    assert.equal(error.code, 'E0108');
    assert.match(String(error.place), /^line 2, column \d+$/);
    assert.match(String(error.excerpt), /\n 2 \| {3}\(core modul\)\)\n/);
    return true;
  });
  await assert.rejects(transpile(await parse('(module)')), (error) => {
    assert.ok(error instanceof jco.JcoError);
    assert.equal(error.code, 'E0102');
    assert.match(String(error.help), /jco new/);
    assert.ok(!('place' in error));
    return true;
  });
});

test('garbage is a JcoError for every function', async () => {
  for (const [name, bytes] of Object.entries(garbage)) {
    for (const use of [transpile, print, jco.componentExports, componentWit, componentNew, metadataShow, parse]) {
      const outcome = await use(bytes).catch((error) => error);
      if (!(outcome instanceof Error)) continue;
      assert.ok(outcome instanceof jco.JcoError, `${name}: ${outcome}`);
      assert.match(outcome.code, /^E0[1-4]\d\d$/, `${name}: ${outcome}`);
    }
    await assert.rejects(transpile(bytes), { name: 'JcoError' }, name);
  }
});
