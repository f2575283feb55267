// Every command and every export of the installed packages, with each engine, and nothing else installed.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { run } from '../guests/toolchains/cache.js';
import { installInto, packAll } from './installed.js';

const tarballs = await packAll();
const guest = (/** @type {string} */ name) => fileURLToPath(new URL(`../guests/built/${name}.wasm`, import.meta.url));

/** A handler that answers nothing, which its server makes a 500 of. */
const handler = `(component
  (import "wasi:http/types@0.2.0" (instance $types
    (export "incoming-request" (type (sub resource))) (export "response-outparam" (type (sub resource)))))
  (alias export $types "incoming-request" (type $request))
  (alias export $types "response-outparam" (type $out))
  (core module $guest (func (export "handle") (param i32 i32)))
  (core instance $guest (instantiate $guest))
  (func $handle (param "request" (own $request)) (param "response-out" (own $out)) (canon lift (core func $guest "handle")))
  (instance $handler (export "handle" (func $handle)))
  (export "wasi:http/incoming-handler@0.2.0" (instance $handler)))`;

for (const binding of ['native', 'wasm']) {
  const app = await installInto(tarballs);
  const modules = join(app, 'node_modules');
  const bin = join(modules, 'jco/bin/jco.js');
  const env = { ...process.env, JCO_BINDING: binding };
  const file = (/** @type {string} */ name) => join(app, name);
  copyFileSync(guest('hello'), file('hello.wasm'));
  writeFileSync(file('core.wat'), '(module (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))');
  writeFileSync(file('preview1.wat'), '(module (memory (export "memory") 1) (func (export "_start")))');
  writeFileSync(file('endless.wat'), '(module (memory (export "memory") 1) (func (export "_start") (loop (br 0))))');
  writeFileSync(file('handler.wat'), handler);
  mkdirSync(file('wit'));
  writeFileSync(file('wit/world.wit'), 'package a:b; world w { export add: func(a: u32, b: u32) -> u32; }');

  /** @param {string} script @param {string[]} [flags] */
  const script = (script, flags = []) => {
    writeFileSync(file('script.js'), script);
    return run(process.execPath, [...flags, 'script.js'], { cwd: app, env, timeout: 60_000 });
  };

  /** @param {...string} args */
  const jco = (...args) => run(process.execPath, [bin, ...args], { cwd: app, env, timeout: 60_000 });

  /** @param {string} code @param {...string} args */
  const fails = async (code, ...args) => assert.match(await jco(...args).catch((error) => error.message), new RegExp(`error\\[${code}\\]`));

  /** What each command prints or writes. @type {Record<string, (t: import('node:test').TestContext) => Promise<unknown>>} */
  const commands = {
    parse: () => jco('parse', 'core.wat', '-o', 'core.wasm').then(() => statSync(file('core.wasm'))),
    print: async () => assert.match(await jco('print', 'core.wasm'), /i32\.add/),
    embed: () => jco('embed', 'core.wasm', '--wit', 'wit', '-o', 'embedded.wasm'),
    new: async () => {
      await jco('new', 'embedded.wasm', '-o', 'adder.wasm');
      await jco('parse', 'preview1.wat', '-o', 'preview1.wasm');
      for (const kind of ['command', 'reactor', 'proxy']) await jco('new', 'preview1.wasm', `--wasi-${kind}`, '-o', `${kind}.wasm`);
      assert.equal(await jco('run', 'command.wasm'), '');
    },
    wit: async () => assert.match(await jco('wit', 'adder.wasm'), /export add: func/),
    'metadata-add': () => jco('metadata-add', 'adder.wasm', '-m', 'language=Text@1', '-o', 'named.wasm'),
    'metadata-show': async () => assert.match(await jco('metadata-show', 'named.wasm'), /Text/),
    types: () => jco('types', 'wit', '-o', 'types').then(() => statSync(file('types/wit.d.ts'))),
    'guest-types': () => jco('guest-types', 'wit', '-o', 'guest-types').then(() => statSync(file('guest-types/wit.d.ts'))),
    transpile: async () => {
      await jco('transpile', 'adder.wasm', '-o', 'out');
      assert.equal(await script("import { add } from './out/adder.js'; console.log(add(1, 2));"), '3\n');
      await jco('transpile', 'hello.wasm', '-o', 'out');
      assert.equal(await script("import { run } from './out/hello.js'; run.run();"), 'hello\n');
      await jco('transpile', 'handler.wat', '--target', 'workerd', '-o', 'worker');
      assert.match(readFileSync(file('worker/jco-fetch.js'), 'utf8'), /toFetchHandler/);
    },
    tool: async () => assert.match(await jco('tool', '--help'), /core-to-component/),
    run: async () => {
      assert.equal(await jco('run', 'hello.wasm'), 'hello\n');
      assert.equal(await jco('run', '--invoke', 'add(1, 2)', 'adder.wasm'), '3\n');
      await fails('E0501', 'run', '--invoke', 'add(1, 2)', await trapping());
      await fails('E0506', 'run', '--timeout', '500ms', 'endless.wat');
    },
    serve: (t) => serves(t),
    componentize: () => fails('E0801', 'componentize', 'script.js', '--wit', 'wit', '-o', 'made.wasm'),
    opt: () => fails('E0801', 'opt', 'adder.wasm', '-o', 'small.wasm'),
    'new-project': async () => {
      await jco('new-project', 'begun', '--wit', 'wit', '-q');
      assert.ok(existsSync(file('begun/.gitignore')) && existsSync(file('begun/src/component.ts')));
      await jco('new-project', 'command', '-q');
      assert.ok(existsSync(file('command/wit/deps/wasi-cli-0.2.10.wit')));
    },
    explain: async () => assert.match(await jco('explain', 'E0107'), /What to do: /),
    completions: async () => {
      for (const shell of ['bash', 'zsh', 'fish', 'powershell']) assert.match(await jco('completions', shell), /new-project/);
    },
    help: async () => assert.match(await jco('help', 'transpile'), /--instantiation/),
  };

  async function trapping() {
    await jco('embed', '--dummy', '--wit', 'wit', '-o', 'dummy.wasm');
    await jco('new', 'dummy.wasm', '-o', 'trapping.wasm');
    return 'trapping.wasm';
  }

  /** @param {import('node:test').TestContext} t */
  async function serves(t) {
    const server = spawn(process.execPath, [bin, 'serve', 'handler.wat', '--addr', '127.0.0.1:0'], { cwd: app, env, stdio: ['ignore', 'ignore', 'pipe'] });
    t.after(() => server.kill('SIGKILL'));
    const [line] = await once(createInterface(server.stderr), 'line', { signal: AbortSignal.timeout(60_000) });
    const [url] = /http:\S+/.exec(line) ?? assert.fail(line);
    const [response] = await once(get(url), 'response');
    assert.equal(response.statusCode, 500);
  }

  test(`with ${binding}, each command works`, async (t) => {
    const listed = [...(await jco('--help')).matchAll(/^ {2}([a-z][\w-]*) {2,}/gm)].map(([, name]) => name);
    assert.deepEqual(listed.filter((name) => !Object.hasOwn(commands, name)), [], 'commands without a test');
    assert.deepEqual(Object.keys(commands).filter((name) => !listed.includes(name)), [], 'tests without a command');
    for (const [name, use] of Object.entries(commands)) await t.test(name, use);
  });

  test(`with ${binding}, each function of the API is there and works`, async () => {
    const printed = await script(`
      import * as jco from 'jco';
      import { readFileSync } from 'node:fs';
      const refused = (made) => made.then(() => 'made', ({ code }) => code);
      const core = await jco.parse('(module)');
      const embedded = await jco.componentEmbed({ dummy: true, witPath: 'wit' });
      const component = await jco.componentNew(embedded);
      const adapters = [jco.preview1AdapterCommandPath(), jco.preview1AdapterReactorPath()].map((url) => readFileSync(url).length);
      const results = {
        parse: core, componentEmbed: embedded, componentNew: component, adapters,
        print: await jco.print(core), componentWit: await jco.componentWit(component),
        componentExports: await jco.componentExports(component),
        metadataAdd: await jco.metadataShow(await jco.metadataAdd(core, [['language', [['x', '1']]]])),
        transpile: Object.keys((await jco.transpile(component)).files),
        types: Object.keys(await jco.types('wit')), guestTypes: Object.keys(await jco.guestTypes('wit')),
        opt: await refused(jco.opt(component)),
      };
      const used = [...Object.keys(results), 'metadataShow', 'preview1AdapterCommandPath', 'preview1AdapterReactorPath'];
      const isUnused = (name) => /^[a-z]/.test(name) && !used.includes(name);
      console.log(Object.keys(jco).filter(isUnused), Object.entries(results).filter(([, result]) => result.length === 0), results.opt);
    `);
    assert.equal(printed, '[] [] E0801\n');
  });

  test(`with ${binding}, each export of the packages can be imported`, async () => {
    for (const name of ['jco', '@jco/preview2-shim']) {
      const { exports } = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
      for (const path of Object.keys(exports).filter((path) => !path.includes('*'))) {
        const specifier = join(name, path).replaceAll('\\', '/');
        const attributes = path.endsWith('.json') ? ", { with: { type: 'json' } }" : '';
        await script(`await import(${JSON.stringify(specifier)}${attributes});`, ['--no-warnings']);
        const { types } = exports[path];
        if (types !== undefined) assert.ok(existsSync(join(modules, name, types)), types);
      }
    }
  });

  test(`with ${binding}, components are loaded, registered for import, and refused by plugins without unplugin`, async () => {
    assert.equal(await script("import { load } from 'jco/load'; (await load('hello.wasm', { wasi: {} })).run.run();"), 'hello\n');
    assert.equal(await script("import { load } from 'jco/load'; await (await load('hello.wasm', { wasi: {}, worker: true })).run.run();"), 'hello\n');
    assert.equal(await script("import { run } from './hello.wasm'; run.run();", ['--import', 'jco/register']), 'hello\n');
    assert.equal(await script("import { vite } from 'jco/plugin'; try { vite(); } catch (error) { console.log(error.code); }"), 'E0710\n');
  });
}
