// `jco run` on what cannot be run. What it does with guests is in tests/runtime.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { folder, ok } from './support/command-line.js';
import { adder, adderCore, adderWit, garbage } from './support/components.js';

/** A component that handles HTTP requests, as far as its border tells. */
const handler = `(component
  (core module $m (func (export "f")))
  (core instance $i (instantiate $m))
  (func $f (canon lift (core func $i "f")))
  (instance $handler (export "handle" (func $f)))
  (export "wasi:http/incoming-handler@0.2.0" (instance $handler)))`;

const importing = `(component
  (import "a:b/c" (instance $c (export "f" (func))))
  (core func $f (canon lower (func $c "f")))
  (core module $m (import "" "f" (func $f)) (func (export "run") (result i32) (call $f) (i32.const 0)))
  (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
  (func $run (result (result)) (canon lift (core func $i "run")))
  (instance $run (export "run" (func $run)))
  (export "wasi:cli/run@0.2.0" (instance $run)))`;

const empty = '(component)';

const files = {
  'adder.wat': adder,
  'core.wat': adderCore,
  'world.wit': adderWit,
  'handler.wat': handler,
  'importing.wat': importing,
  'empty.wat': empty,
  'wrong.wat': '(component\n  (core modul))',
  'env.wat': '(module (import "env" "f" (func)))',
  'draft.wat': '(module (import "wasi_unstable" "fd_write" (func)))',
  'text.txt': 'hello',
  'f.mjs': 'export function f() { console.log("called"); }',
  'g.mjs': 'export function g() {}',
  'folder/file': '',
};

/** @type {Record<string, [args: string[], stderr: string]>} */
const cases = {
  'a file that is not there': [['none.wasm'], 'error[E0401]: there is no such file or folder\n  --> none.wasm\n'],
  'a folder': [['folder'], 'error[E0402]: this is a folder, and a file is needed\n  --> folder\n'],
  'what is no component': [
    ['text.txt'],
    `error[E0101]: this is neither a WebAssembly component nor its text form
  --> text.txt
  help: a component starts with the bytes 00 61 73 6d 0d 00 01 00, its text form with \`(component\`
`,
  ],
  'text that does not parse': [
    ['wrong.wat'],
    `error[E0108]: expected valid component field
  --> wrong.wat:2:4
   |
 2 |   (core modul))
   |    ^
`,
  ],
  WIT: [
    ['world.wit'],
    `error[E0103]: this is WIT text, not a component
  --> world.wit
  help: \`jco types\` declares its types, \`jco transpile --stub\` makes a component of it that traps
`,
  ],
  'a component that is no command': [
    ['adder.wat'],
    `error[E0502]: the component exports no wasi:cli/run, so it is no command
  --> adder.wat
  help: it exports add: call a function with \`jco run --invoke 'name(arguments)'\`
`,
  ],
  'a component that handles requests': [
    ['handler.wat'],
    `error[E0502]: the component exports no wasi:cli/run, so it is no command
  --> handler.wat
  help: it handles HTTP requests: \`jco serve\` runs it
`,
  ],
  'a component without exports': [
    ['empty.wat'],
    `error[E0502]: the component exports no wasi:cli/run, so it is no command
  --> empty.wat
  help: it exports nothing at all
`,
  ],
  'a core module without a start': [
    ['core.wat'],
    `error[E0102]: this is a core module, not a component
  --> core.wat
  help: make a component of it with \`jco new\`, adding --wasi-command or --wasi-reactor if it imports wasi_snapshot_preview1
`,
  ],
  'a core module of something else': [
    ['env.wat'],
    `error[E0504]: the core module imports "env", which nobody provides
  --> env.wat
  help: a core module can import wasi_snapshot_preview1; \`jco new\` makes a component of one that carries a world
`,
  ],
  'a core module of a draft': [
    ['draft.wat'],
    `error[E0504]: the core module imports "wasi_unstable", which nobody provides
  --> draft.wat
  help: it was made for a draft of WASI: build it again with current tools
`,
  ],
  'an import of nowhere': [
    ['importing.wat'],
    `error[E0504]: the component imports "a:b/c", which nobody provides
  help: give it a JavaScript module: --jco-map 'a:b/c=./module.js'
`,
  ],
  'an import of a module that is not there': [
    ['--jco-map', 'a:b/c=./none.mjs', 'importing.wat'],
    'error[E0401]: there is no such JavaScript module\n  --> ./none.mjs\n',
  ],
  'an import of a module that lacks it': [
    ['--jco-map', 'a:b/c=./g.mjs', 'importing.wat'],
    'error[E0504]: import "a:b/c" has no function "f"\n  --> importing.wat\n',
  ],
  'a module to import first that is not there': [
    ['--jco-import', './none.mjs', 'empty.wat'],
    'error[E0502]: the component exports no wasi:cli/run, so it is no command\n',
  ],
  'a call of what is not exported': [
    ['--invoke', 'sub(1)', 'adder.wat'],
    'error[E0503]: the component exports no function "sub"\n  help: it exports add\n',
  ],
  'a call where there is nothing to call': [
    ['--invoke', 'sub(1)', 'empty.wat'],
    'error[E0503]: the component exports no function "sub"\n  help: it exports no functions at all\n',
  ],
};

for (const [what, [args, expected]] of Object.entries(cases)) {
  test(`${what} is an error that says what to do`, (t) => {
    const { status, text, stderr } = folder(t, files).jco(['run', ...args]);
    // Of several lines all are told; a single one may be the beginning.
    const told = expected.split('\n').length > 2 ? stderr : stderr.slice(0, expected.length);
    assert.deepEqual({ status, text, stderr: told }, { status: 1, text: '', stderr: expected });
  });
}

test('garbage is an error with a code', (t) => {
  for (const [name, bytes] of Object.entries(garbage)) {
    const { status, text, stderr } = folder(t, { input: bytes }).jco(['run', 'input']);
    assert.deepEqual({ name, status, text }, { name, status: 1, text: '' });
    assert.match(stderr, /^error\[E0[1-5]\d\d\]: /, name);
    assert.doesNotMatch(stderr, /^ {4}at /m, name);
  }
});

test('an import comes from the module that --jco-map names', (t) => {
  const place = folder(t, files);
  assert.equal(ok(place.jco(['run', '--jco-map', 'a:b/c=./f.mjs', 'importing.wat'])).toString(), 'called\n');
  assert.equal(ok(place.jco(['run', '--jco-map', 'a:b/*=./f.mjs', 'importing.wat'])).toString(), 'called\n');
});

test('--jco-import runs a module before the app', (t) => {
  const place = folder(t, { ...files, 'first.mjs': 'globalThis.first = true;', 'f.mjs': 'export const f = () => console.log(first);' });
  const args = ['run', '--jco-import', './first.mjs', '--jco-map', 'a:b/c=./f.mjs', 'importing.wat'];
  assert.equal(ok(place.jco(args)).toString(), 'true\n');
});

test('--jco-dir shows what is run', (t) => {
  const place = folder(t, files);
  const run = place.jco(['run', '--jco-dir', 'out', '--invoke', 'add(1, 2)', 'adder.wat']);
  assert.equal(ok(run).toString(), '3\n');
  assert.deepEqual(place.files().filter((name) => name.startsWith('out/')), ['out/adder.core.wasm', 'out/adder.js']);
});

test('an option is never passed to the app, and misuse has code 2', (t) => {
  const place = folder(t, files);
  for (const args of [['--sandbox', 'adder.wat'], ['--dri', '.', 'adder.wat'], ['-x', 'adder.wat'], []]) {
    const { status, text, stderr } = place.jco(['run', ...args]);
    assert.deepEqual({ args, status, text }, { args, status: 2, text: '' });
    assert.match(stderr, /^error\[E0403\]: /);
  }
});
