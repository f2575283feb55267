import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { run } from '../guests/toolchains/cache.js';
import { installInto, nativeName, packAll } from './installed.js';

const tarballs = await packAll();
const app = await installInto(tarballs);
const modules = join(app, 'node_modules');
const guest = (/** @type {string} */ name) => fileURLToPath(new URL(`../guests/built/${name}.wasm`, import.meta.url));
for (const name of ['hello', 'library']) copyFileSync(guest(name), join(app, `${name}.wasm`));
writeFileSync(join(app, 'core.wat'), '(module (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))');
writeFileSync(join(app, 'handler.wat'), `(component
  (import "wasi:http/types@0.2.0" (instance $types
    (export "incoming-request" (type (sub resource))) (export "response-outparam" (type (sub resource)))))
  (alias export $types "incoming-request" (type $request))
  (alias export $types "response-outparam" (type $out))
  (core module $guest (func (export "handle") (param i32 i32)))
  (core instance $guest (instantiate $guest))
  (func $handle (param "request" (own $request)) (param "response-out" (own $out)) (canon lift (core func $guest "handle")))
  (instance $handler (export "handle" (func $handle)))
  (export "wasi:http/incoming-handler@0.2.0" (instance $handler)))`);
mkdirSync(join(app, 'wit'));
writeFileSync(join(app, 'wit/world.wit'), 'package a:b; world w { export add: func(a: u32, b: u32) -> u32; }');

/** @param {string} script @param {string[]} [flags] */
const script = (script, flags = []) => {
  writeFileSync(join(app, 'script.js'), script);
  return run(process.execPath, [...flags, 'script.js'], { cwd: app });
};

/** @param {...string} args */
const jco = (...args) => run(process.execPath, [join(modules, 'jco/bin/jco.js'), ...args], { cwd: app });

/** @param {string} name */
const manifest = (name) => JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));

/** @param {string} folder @returns {number} */
const sizeOf = (folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);

test('three packages are installed, of one version, without scripts', () => {
  const names = readdirSync(join(modules, '@jco')).map((name) => `@jco/${name}`);
  assert.deepEqual(names.sort(), [nativeName, '@jco/preview2-shim']);
  assert.deepEqual(readdirSync(modules).filter((name) => !name.startsWith('.')).sort(), ['@jco', 'jco']);
  const { version, dependencies, optionalDependencies } = manifest('jco');
  for (const name of names) assert.equal(manifest(name).version, version);
  for (const range of Object.values({ ...dependencies, ...optionalDependencies })) assert.equal(range, version);
  for (const name of ['jco', ...names]) assert.equal(manifest(name).scripts, undefined);
  assert.equal(Object.keys(optionalDependencies).length, 8);
  const { os, cpu, libc } = manifest(nativeName);
  assert.deepEqual([os, cpu], [[process.platform], [process.arch]]);
  assert.equal(process.platform === 'linux', libc !== undefined);
});

test('what is installed is small', (t) => {
  const [jco, shim, native] = ['jco', '@jco/preview2-shim', nativeName].map((name) => sizeOf(join(modules, name)));
  t.diagnostic(`jco ${jco}, shim ${shim}, native ${native} bytes`);
  assert.ok(shim < 1e6);
  // Tests build the addon without optimization; a release is checked by its workflow.
  if (process.env.JCO_RELEASE) assert.ok(jco + shim + native < 15e6, `${jco + shim + native} bytes`);
});

test('nothing but the packages is needed: no test, script or addon of a checkout is in them', () => {
  const files = readdirSync(join(modules, 'jco'), { recursive: true, encoding: 'utf8' });
  assert.deepEqual(files.filter((file) => /(^|[\\/])(test|scripts)([\\/]|$)|\.node$/.test(file)), []);
  for (const file of ['LICENSE', 'README.md', 'native/wasi_snapshot_preview1.command.wasm', 'types/load.d.ts']) assert.ok(existsSync(join(modules, 'jco', file)), file);
});

/** What each command prints or writes. @type {Record<string, () => Promise<unknown>>} */
const commands = {
  parse: () => jco('parse', 'core.wat', '-o', 'core.wasm').then(() => statSync(join(app, 'core.wasm'))),
  print: async () => assert.match(await jco('print', 'core.wasm'), /i32\.add/),
  embed: () => jco('embed', 'core.wasm', '--wit', 'wit', '-o', 'embedded.wasm'),
  new: () => jco('new', 'embedded.wasm', '-o', 'adder.wasm'),
  wit: async () => assert.match(await jco('wit', 'adder.wasm'), /export add: func/),
  'metadata-add': () => jco('metadata-add', 'adder.wasm', '-m', 'language=Text@1', '-o', 'named.wasm'),
  'metadata-show': async () => assert.match(await jco('metadata-show', 'named.wasm'), /Text/),
  types: () => jco('types', 'wit', '-o', 'types').then(() => statSync(join(app, 'types/wit.d.ts'))),
  'guest-types': () => jco('guest-types', 'wit', '-o', 'guest-types'),
  transpile: async () => {
    await jco('transpile', 'adder.wasm', '-o', 'out');
    assert.equal(await script("import { add } from './out/adder.js'; console.log(add(1, 2));"), '3\n');
    await jco('transpile', 'hello.wasm', '-o', 'out');
    assert.equal(await script("import { run } from './out/hello.js'; run.run();"), 'hello\n');
    await jco('transpile', 'handler.wat', '--target', 'workerd', '-o', 'worker');
    assert.match(readFileSync(join(app, 'worker/jco-fetch.js'), 'utf8'), /toFetchHandler/);
  },
  tool: () => jco('tool', '--help'),
  run: async () => assert.equal(await jco('run', 'hello.wasm'), 'hello\n'),
  serve: () => jco('serve', '--help'),
  componentize: () => jco('componentize', '--help'),
  opt: () => jco('opt', '--help'),
  help: () => jco('help'),
};

test('each command works', async (t) => {
  const listed = [...(await jco('--help')).matchAll(/^ {2}([a-z][\w-]*) {2,}/gm)].map(([, name]) => name);
  assert.ok(listed.length > 9, listed.join());
  for (const [name, use] of Object.entries(commands)) if (listed.includes(name)) await t.test(name, use);
  for (const name of listed) if (!Object.hasOwn(commands, name)) await t.test(`${name} --help`, () => jco(name, '--help'));
});

test('each function of the API is there and works', async () => {
  const printed = await script(`
    import * as jco from 'jco';
    import { readFileSync } from 'node:fs';
    const core = await jco.parse('(module)');
    const embedded = await jco.componentEmbed({ dummy: true, witPath: 'wit' });
    const component = await jco.componentNew(embedded);
    const adapters = [jco.preview1AdapterCommandPath(), jco.preview1AdapterReactorPath()].map((url) => readFileSync(url).length);
    const results = {
      print: await jco.print(core), wit: await jco.componentWit(component),
      added: await jco.metadataShow(await jco.metadataAdd(core, [['language', [['x', '1']]]])),
      files: Object.keys((await jco.transpile(component)).files),
      types: Object.keys(await jco.types('wit')), guest: Object.keys(await jco.guestTypes('wit')), adapters,
    };
    console.log(Object.keys(results).length, Object.entries(results).filter(([, result]) => result.length === 0));
  `);
  assert.equal(printed, '7 []\n');
});

test('each export of the packages can be imported', async () => {
  for (const name of ['jco', '@jco/preview2-shim']) {
    for (const path of Object.keys(manifest(name).exports).filter((path) => !path.includes('*'))) {
      const specifier = join(name, path).replaceAll('\\', '/');
      const attributes = path.endsWith('.json') ? ", { with: { type: 'json' } }" : '';
      await script(`await import(${JSON.stringify(specifier)}${attributes});`, ['--no-warnings']);
    }
  }
});

test('components are loaded, registered for import, and refused by plugins without unplugin', async () => {
  assert.equal(await script("import { load } from 'jco/load'; (await load('hello.wasm', { wasi: {} })).run.run();"), 'hello\n');
  assert.equal(await script("import { load } from 'jco/load'; await (await load('hello.wasm', { wasi: {}, worker: true })).run.run();"), 'hello\n');
  assert.equal(await script("import { run } from './hello.wasm'; run.run();", ['--import', 'jco/register']), 'hello\n');
  assert.equal(await script("import { vite } from 'jco/plugin'; try { vite(); } catch (error) { console.log(error.code); }"), 'E0710\n');
});

test('without the native package, the error names it', async () => {
  const half = await installInto(tarballs.filter((path) => !path.includes('native')));
  const use = "import { parse } from 'jco'; await parse('(module)').catch(({ code, message }) => console.log(code, message));";
  writeFileSync(join(half, 'script.js'), use);
  const env = { ...process.env, JCO_BINDING: 'native' };
  const printed = await run(process.execPath, ['script.js'], { cwd: half, env });
  assert.ok(printed.startsWith('E0404 ') && printed.includes(nativeName), printed);
});

test('a native package that cannot be loaded is named too', async () => {
  const broken = await installInto(tarballs);
  const addon = join(broken, 'node_modules', nativeName, 'jco.node');
  rmSync(addon);
  writeFileSync(addon, 'not an addon');
  writeFileSync(join(broken, 'script.js'), "import { parse } from 'jco'; await parse('(module)').catch(({ code, place }) => console.log(code, place));");
  const env = { ...process.env, JCO_BINDING: 'native' };
  assert.match(await run(process.execPath, ['script.js'], { cwd: broken, env }), /^E0404 .*jco\.node\n$/);
});
