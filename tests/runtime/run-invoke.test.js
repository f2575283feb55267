// `jco run --invoke`: a call in WAVE in, its result in WAVE out.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';

import { scratchFolder } from './guest.js';
import { guest, jcoRun } from './jco-run.js';

/** @type {string} */
let folder;
before(() => {
  folder = scratchFolder();
  writeFileSync(join(folder, 'host.mjs'), readFileSync(new URL('./library-host.js', import.meta.url)));
});

/** @param {string} call */
function invoke(call) {
  const maps = ['--jco-map', 'test:library/host=./host.mjs', '--jco-map', 'notify=./host.mjs#notify'];
  return jcoRun([...maps, '--invoke', call, guest('library')], { cwd: folder });
}

/** @param {[call: string, result: string][]} calls */
async function check(calls) {
  for (const [call, result] of calls) {
    const { code, stdout, stderr } = await invoke(call);
    assert.deepEqual({ call, code, stdout, stderr }, { call, code: 0, stdout: `${result}\n`, stderr: '' });
  }
}

test('a function is found by its name, alone or with its interface', () =>
  check([
    ['add(1, 2)', '3'],
    ['values.add(1, 2)', '3'],
    ['test:library/values.add(1, 2)', '3'],
    ['test:library/values#add(4294967295, 2)', '1'],
    ['test:library/values@1.2.0#add( 1 , 2 )', '3'],
    ['alive()', '0'],
    ['alive', '0'],
  ]));

test('numbers, characters and text', () =>
  check([
    ['negate(-9223372036854775808)', '-9223372036854775808'],
    ['sum([1, 2, 18446744073709551000])', '18446744073709551003'],
    ['half(nan)', 'nan'],
    ['half(-inf)', '-inf'],
    ['half(-0.0)', '-0'],
    ['not(true)', 'false'],
    ["next-char('☃')", "'☄'"],
    [String.raw`reverse("grüße \"x\"\n")`, String.raw`"\n\"x\" eßürg"`],
  ]));

test('records, lists, tuples, flags and enums', () =>
  check([
    ['join(["a", "b"], "-")', '"a-b"'],
    ['bytes(5)', '[0, 1, 2, 3, 4]'],
    ['swap((1, "x"))', '("x", 1)'],
    ['opposite(red)', 'green'],
    ['toggle({read}, {write})', '{read, write}'],
    [
      'birthday({name: "Ada", age: 36, nick-names: ["A"], home: {x: 1, y: -2}, favourite: deep-blue, rights: {read, execute}})',
      '{name: "Ada", age: 37, nick-names: ["A"], home: {x: 1, y: -2}, favourite: deep-blue, rights: {read, execute}}',
    ],
  ]));

test('variants, options and results, nested ones too', () =>
  check([
    ['values.area(circle(2.0))', '12'],
    ['shapes()', '[nothing, circle(0.5), rectangle((2, 3)), polygon([{x: 0, y: 0}, {x: -4, y: 5}]), named("käse")]'],
    ['first([])', 'none'],
    ['first([7])', 'some(7)'],
    ['nested(some(some(3)))', 'some(some(2))'],
    ['nested(some(none))', 'some(some(7))'],
    ['nested(none)', 'some(none)'],
    ['divide(6, 3)', 'ok(2)'],
    ['divide(1, 0)', 'err("1 by zero")'],
    ['only-ok(true)', 'err'],
    ['only-err(true)', 'err(deep-blue)'],
    ['neither(false)', 'ok'],
    ['flip(ok(1))', 'err(1)'],
    ['flip(err("x"))', 'ok("x")'],
  ]));

test('the host is called through a module of --jco-map', () =>
  check([
    ['add-in-host(2, 3)', '5'],
    ['paint-in-host([{x: 1, y: 2}])', '[({x: 1, y: 2}, red)]'],
  ]));

test('the engine in a component of JavaScript is called', async () => {
  const { code, stdout, stderr } = await jcoRun(['--invoke', 'shout("straße")', guest('js')]);
  assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: '"STRASSE"\n', stderr: '' });
});

test('a trap in a call has a backtrace', async () => {
  const { code, stdout, stderr } = await invoke('crash("on purpose")');
  assert.deepEqual({ code, stdout }, { code: 134, stdout: '' });
  assert.match(stderr, /^error\[E0501\]: the app trapped: .*\n[^]*export test:library\/values@1\.2\.0#crash\n/);
});

/** @type {Record<string, string>} */
const wrong = {
  'sub(1)': `error[E0503]: the component exports no function "sub"
  help: it exports greet, test:library/values@1.2.0#add, test:library/values@1.2.0#negate, `,
  'other.add(1, 2)': 'error[E0503]: the component exports no function "other.add"\n',
  'area(circle(1.0)': `error[E0503]: the call does not fit the function: unexpected end of input
  --> --invoke:1:17
   |
 1 | area(circle(1.0)
   |                 ^
  help: the function is test:library/values@1.2.0#area: func(`,
  'add(1, "x")': `error[E0503]: the call does not fit the function: invalid value type
  --> --invoke:1:8
   |
 1 | add(1, "x")
   |        ^
  help: the function is test:library/values@1.2.0#add: func(a: u32, b: u32) -> u32
`,
  'add(1)': 'error[E0503]: the call does not fit the function: invalid params: missing required param(s)\n',
  'add(1, 2, 3)': 'error[E0503]: the call does not fit the function: invalid params: more param(s) than expected\n',
  'add(-1, 2)': 'error[E0503]: the call does not fit the function: invalid value\n',
  'opposite(purple)': 'error[E0503]: the call does not fit the function: error converting Wasm value: unknown case "purple"\n',
  'maybe(none)': `error[E0503]: test:library/accounts@1.2.0#maybe cannot be called from outside: unsupported type own
  help: values that can be written are numbers, text, lists, records, variants and the like: no resources
`,
};

for (const [call, expected] of Object.entries(wrong)) {
  test(`${call} is refused before anything runs`, async () => {
    const { code, stdout, stderr } = await invoke(call);
    assert.deepEqual({ code, stdout, stderr: stderr.slice(0, expected.length) }, { code: 1, stdout: '', stderr: expected });
  });
}
