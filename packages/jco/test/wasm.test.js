// The WebAssembly engine: it does what the addon does, and lives through what goes wrong in it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { engineFromFile } from '../src/binding-file.js';
import { engine } from '../src/binding.js';
import { folder } from './support/command-line.js';
import { adder, adderWit, garbage } from './support/components.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const tests = fileURLToPath(new URL('../../../tests', import.meta.url));
const { JCO_BINDING: binding, NODE_TEST_CONTEXT: _, ...env } = process.env;

const isAddon = binding !== 'wasm';

for (const suite of ['api', 'options', 'cli']) {
  test(`the tests of ${suite} pass`, { skip: !isAddon }, () => {
    const run = spawnSync(process.execPath, ['--test', join(here, `${suite}.test.js`)], {
      env: { ...env, JCO_BINDING: 'wasm' },
      encoding: 'utf8',
    });
    assert.equal(run.status, 0, run.stdout + run.stderr);
  });
}

// Components and options: those of the fixtures, and guests where they are built.
function* subjects() {
  for (const entry of readdirSync(join(tests, 'fixtures'), { recursive: true, encoding: 'utf8' })) {
    const [, folder, extension] = /^(.*)[\\/]component\.(wat|wit|hex)$/.exec(entry) ?? [];
    if (folder === undefined) continue;
    const bytes = readFileSync(join(tests, 'fixtures', entry));
    const input = extension === 'hex' ? Buffer.from(bytes.toString().replaceAll(/\s/g, ''), 'hex') : bytes;
    const options = join(tests, 'fixtures', folder, 'options.json');
    yield { name: folder, input, options: existsSync(options) ? readFileSync(options, 'utf8') : '{}' };
  }
  for (const name of existsSync(join(tests, 'guests/built')) ? readdirSync(join(tests, 'guests/built')) : []) {
    if (name.endsWith('.wasm')) yield { name, input: readFileSync(join(tests, 'guests/built', name)), options: '{}' };
  }
}

/**
 * What comes of a call, errors too.
 *
 * @template Result
 * @param {() => Result} call
 */
function outcome(call) {
  try {
    return { result: call() };
  } catch (error) {
    return { error: /** @type {Error} */ (error).message };
  }
}

test('output and errors are those of the addon, byte for byte', { skip: !isAddon }, async () => {
  const [addon, wasm] = [engine(), await engineFromFile()];
  let count = 0;
  for (const { name, input, options } of subjects()) {
    count++;
    for (const told of [options, JSON.stringify({ ...JSON.parse(options), minify: true })]) {
      const expected = outcome(() => addon.transpile(input, told));
      const { result, error } = outcome(() => wasm.transpile(input, told));
      assert.equal(error, expected.error, name);
      assert.deepEqual(result?.imports, expected.result?.imports, name);
      assert.deepEqual(result?.exports, expected.result?.exports, name);
      assert.deepEqual(result?.files.map((file) => file.name), expected.result?.files.map((file) => file.name), name);
      expected.result?.files.forEach((file, index) => {
        const same = Buffer.compare(file.bytes, result?.files[index].bytes ?? new Uint8Array()) === 0;
        assert.ok(same, `${name}: ${file.name}`);
      });
    }
  }
  assert.ok(count > 100, `${count} subjects`);
});

test('tools give what those of the addon give', { skip: !isAddon }, async () => {
  const [addon, wasm] = [engine(), await engineFromFile()];
  const wit = { files: [{ name: 'world.wit', bytes: new TextEncoder().encode(adderWit) }], features: '[]' };
  const component = addon.stub(wit);
  for (const use of /** @type {((engine: import('../src/binding.js').Binding) => unknown)[]} */ ([
    (engine) => engine.stub(wit),
    (engine) => engine.print(component),
    (engine) => engine.wit(component),
    (engine) => engine.parse(new TextEncoder().encode(addon.print(component))),
    (engine) => engine.describe(component),
    (engine) => engine.metadataShow(component),
    (engine) => engine.metadataAdd(component, [['language', 'Rust', '1'], ['name', 'app', '']]),
    (engine) => engine.componentEmbed(null, wit, 'utf16', [['sdk', 'some', '2']]),
    (engine) => engine.types(wit, true, '{}').map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]),
    (engine) => Buffer.from(engine.adapter('command') ?? []).toString('hex'),
  ])) {
    const [expected, actual] = [use(addon), use(wasm)];
    const plain = (/** @type {any} */ value) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value);
    assert.deepEqual(plain(actual), plain(expected), String(use));
  }
});

test('garbage is an error, and the engine goes on', async () => {
  const wasm = await engineFromFile();
  const component = wasm.stub({ files: [{ name: 'a.wit', bytes: new TextEncoder().encode(adderWit) }], features: '[]' });
  const expected = wasm.transpile(component, '{}').files[0].bytes;
  for (const [name, bytes] of Object.entries(garbage)) {
    const { error } = outcome(() => wasm.transpile(bytes, '{}'));
    assert.match(String(error), /^\{"code":"E01/, name);
    assert.deepEqual(wasm.transpile(component, '{}').files[0].bytes, expected, name);
  }
});

test('after a mistake another instance takes over, with the same files', async (t) => {
  const wasm = await engineFromFile();
  const place = folder(t, { 'wit/world.wit': adderWit });
  const declare = () => wasm.types({ path: `${place.path}/wit`, features: '[]' }, false, '{}').map(({ name }) => name);
  const expected = declare();
  // No caller of the API gets so far: the features are no text.
  assert.throws(() => wasm.stub(/** @type {any} */ ({ files: [], features: 1 })), (error) => !/^\{/.test(String(error)));
  assert.deepEqual(declare(), expected);
});

test('where no addon fits, the command line runs on WebAssembly', (t) => {
  const root = join(here, '..');
  const place = folder(t, { 'app.wat': adder });
  for (const name of ['bin', 'src', 'wasm', 'package.json']) {
    cpSync(join(root, name), join(place.path, 'package', name), { recursive: true });
  }
  const run = (/** @type {string[]} */ ...args) =>
    spawnSync(process.execPath, [join(place.path, 'package/bin/jco.js'), ...args], { cwd: place.path, env, encoding: 'utf8' });
  assert.equal(run('transpile', 'app.wat', '-o', 'out', '-q').status, 0);
  assert.ok(place.files().includes('out/app.js'));
  const { status, stdout, stderr } = run('run', '--invoke', 'add(1, 2)', 'app.wat');
  assert.deepEqual({ status, stdout }, { status: 0, stdout: '3\n' });
  assert.match(stderr, /^\(node:\d+\) \[E0404\] Warning: the package @jco\/native-.* takes its WebAssembly.*\nnpm install @jco\/native-/);
});
