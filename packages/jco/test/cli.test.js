import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { folder, ok } from './support/command-line.js';
import { adder, adderCore, adderWit, garbage } from './support/components.js';

test('a component is transpiled into a folder, with a summary', (t) => {
  const place = folder(t, { 'app.wat': adder });
  const run = place.jco(['transpile', 'app.wat', '-o', 'out']);
  assert.match(ok(run).toString(), /^Transpiled:\n\n {2}out\/app\.js +[\d.]+ (B|KiB)\n/);
  assert.ok(place.files().includes('out/app.js'));
  assert.ok(place.files().every((name) => !name.includes('.tmp')));
});

test('--quiet prints nothing and --json tells a program', (t) => {
  const place = folder(t, { 'app.wat': adder });
  assert.equal(ok(place.jco(['transpile', 'app.wat', '-o', 'out', '-q'])).toString(), '');
  const summary = JSON.parse(ok(place.jco(['transpile', 'app.wat', '-o', 'out', '--json'])).toString());
  assert.deepEqual(Object.keys(summary), ['files', 'imports', 'exports']);
  assert.deepEqual(
    summary.files.map((/** @type {{ path: string }} */ file) => file.path).sort(),
    place.files().filter((name) => name.startsWith('out/')),
  );
});

test('input comes from standard input, output goes to standard output', (t) => {
  const place = folder(t);
  const binary = ok(place.jco(['parse', '-'], { input: adder }));
  const text = ok(place.jco(['print', '-'], { input: binary })).toString();
  assert.deepEqual(ok(place.jco(['parse', '-', '-o', '-'], { input: text })), binary);
  const wit = ok(place.jco(['wit', '-'], { input: binary })).toString();
  assert.match(wit, /export add: func\(a: u32, b: u32\) -> u32;/);
  ok(place.jco(['transpile', '-', '-o', 'out', '--name', 'app'], { input: binary }));
  assert.ok(place.files().includes('out/app.js'));
});

test('a core module becomes a component by embed and new', (t) => {
  const place = folder(t, { 'core.wat': adderCore, 'wit/world.wit': adderWit });
  const core = ok(place.jco(['embed', 'core.wat', '-m', 'language=wat', '-n', 'w']));
  const component = ok(place.jco(['new', '-'], { input: core }));
  assert.deepEqual(ok(place.jco(['tool', 'core-to-component', '-'], { input: core })), component);
  assert.match(ok(place.jco(['wit', '-'], { input: component })).toString(), /export add: func/);
  assert.match(ok(place.jco(['metadata-show', '-'], { input: core })).toString(), /^module\n {2}language: wat\n/);
  const named = ok(place.jco(['metadata-add', '-', '-m', 'name=app'], { input: component }));
  assert.match(ok(place.jco(['metadata-show', '-'], { input: named })).toString(), /^component app\n/);
});

test('types are written into the folders of jco 1.x', (t) => {
  const place = folder(t, { 'wit/world.wit': adderWit });
  ok(place.jco(['types']));
  ok(place.jco(['guest-types']));
  assert.ok(place.files().some((name) => name.startsWith('types/generated/wit/host/')));
  assert.ok(place.files().some((name) => name.startsWith('types/generated/wit/guest/')));
});

test('a stub is transpiled from WIT', (t) => {
  const place = folder(t, { 'app.wit': adderWit });
  ok(place.jco(['transpile', '--stub', 'app.wit', '-o', 'out']));
  assert.ok(place.files().includes('out/app.js'));
});

test('an error names code, place and way out, without a stack trace', (t) => {
  const place = folder(t, { 'core.wat': adderCore, 'bad.wat': '(component\n  (core modul))' });
  assert.deepEqual(place.jco(['transpile', 'core.wat', '-o', 'out']), {
    status: 1,
    stdout: Buffer.alloc(0),
    text: '',
    stderr: `error[E0102]: this is a core module, not a component
  --> core.wat
  help: make a component of it with \`jco new\`, adding --wasi-command or --wasi-reactor if it imports wasi_snapshot_preview1
`,
  });
  const { stderr } = place.jco(['parse', 'bad.wat']);
  assert.match(stderr, /^error\[E0108\]: .*\n {2}--> bad\.wat:2:\d+\n {3}\|\n 2 \| {3}\(core modul\)\)\n {3}\| +\^\n$/);
  assert.deepEqual(place.files(), ['bad.wat', 'core.wat']);
});

test('errors are JSON on request, usage errors too', (t) => {
  const place = folder(t, { 'core.wat': adderCore });
  const { status, stderr } = place.jco(['--json', 'transpile', 'core.wat', '-o', 'out']);
  assert.equal(status, 1);
  const { error } = JSON.parse(stderr);
  assert.deepEqual({ ...error, help: undefined }, {
    code: 'E0102',
    message: 'this is a core module, not a component',
    place: 'core.wat',
    help: undefined,
  });
  const usage = place.jco(['transpile', '--json', '--minfy', 'core.wat']);
  assert.equal(usage.status, 2);
  assert.deepEqual(JSON.parse(usage.stderr).error, {
    code: 'E0403',
    message: "unexpected argument '--minfy' found",
    help: "a similar argument exists: '--minify'",
  });
});

test('there are no colours where there is no terminal', (t) => {
  const place = folder(t, { 'app.wat': adder });
  for (const args of [['--help'], ['transpile', 'app.wat', '-o', 'out'], ['transpile', 'none', '-o', 'out'], ['nonsense']]) {
    const { text, stderr } = place.jco(args, { env: { FORCE_COLOR: '1', TERM: 'xterm-256color' } });
    assert.ok(!`${text}${stderr}`.includes('\x1b'), args.join(' '));
    assert.notEqual(text + stderr, '');
  }
});

test('exit codes are 0, 1 after an error and 2 after misuse', (t) => {
  const place = folder(t, { 'app.wat': adder });
  /** @type {[string[], number][]} */
  const runs = [
    [['--version'], 0],
    [['--help'], 0],
    [['help', 'transpile'], 0],
    [['print', 'app.wat'], 0],
    [['print', 'none.wat'], 1],
    [['print', '.'], 1],
    [[], 2],
    [['print'], 2],
    [['prnt'], 2],
    [['transpile', 'app.wat', '-o', '-'], 2],
  ];
  for (const [args, status] of runs) assert.equal(place.jco(args).status, status, args.join(' '));
});

test('garbage is an error with a code, and nothing is written', (t) => {
  for (const [name, bytes] of Object.entries(garbage)) {
    const place = folder(t, { input: bytes });
    for (const command of [['transpile', 'input', '-o', 'out'], ['wit', 'input'], ['new', 'input', '-o', 'out']]) {
      const { status, text, stderr } = place.jco(command);
      if (command[0] === 'new' && status === 0) continue;
      assert.equal(status, 1, `${name}: ${command[0]}`);
      assert.match(stderr, /^error\[E0[1-4]\d\d\]: /, `${name}: ${command[0]}`);
      assert.equal(text, '');
      assert.deepEqual(place.files(), ['input'], `${name}: ${command[0]}`);
    }
  }
});

test('a folder that cannot be written is an error', { skip: process.platform === 'win32' }, (t) => {
  const place = folder(t, { 'app.wat': adder, 'out/keep': '' });
  chmodSync(place.path, 0o755);
  chmodSync(join(place.path, 'out'), 0o555);
  // Who may write everywhere becomes, for this run, the user called nobody.
  const uid = process.getuid?.() === 0 ? 65534 : undefined;
  const { status, stderr } = place.jco(['transpile', 'app.wat', '-o', 'out'], { uid });
  chmodSync(join(place.path, 'out'), 0o755);
  assert.equal(status, 1);
  assert.match(stderr, /^error\[E0402\]: cannot write this: permission denied\n {2}--> out\/app/);
  assert.deepEqual(place.files(), ['app.wat', 'out/keep']);
});

test('a name that is taken by a folder is an error, and nothing is written', (t) => {
  const place = folder(t, { 'app.wat': adder, 'out/app.js/keep': '' });
  const { status, stderr } = place.jco(['transpile', 'app.wat', '-o', 'out']);
  assert.equal(status, 1);
  assert.equal(stderr, 'error[E0402]: this is a folder, and a file is to be written\n  --> out/app.js\n');
  assert.deepEqual(place.files(), ['app.wat', 'out/app.js/keep']);
});

test('a reader that goes away early is no error', async (t) => {
  const big = `(component ${'(type (func (param "parameter" u32)))\n'.repeat(50_000)})`;
  const place = folder(t, { 'big.wat': big });
  const bin = fileURLToPath(new URL('../bin/jco.js', import.meta.url));
  const child = spawn(process.execPath, [bin, 'print', join(place.path, 'big.wat')]);
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += chunk));
  child.stdout.once('data', () => child.stdout.destroy());
  const [status] = await once(child, 'close');
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
});

test('a package without its engine says so', (t) => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const place = folder(t);
  for (const name of ['bin', 'src', 'package.json']) cpSync(join(root, name), join(place.path, name), { recursive: true });
  for (const [binding, message] of Object.entries({
    '': /^error\[E0404\]: the package @jco\/native-.*, which has the engine .*, is not installed\n {2}help: npm install .*\n$/,
    wasm: /^error\[E0404\]: the engine cannot be loaded: .*\n {2}--> .*jco\.wasm\.gzip\n {2}help: .*\n$/,
  })) {
    const env = { ...process.env, JCO_BINDING: binding };
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(place.path, 'bin/jco.js'), '--version'], { env });
    assert.equal(status, 1);
    assert.equal(stdout.toString(), '');
    assert.match(stderr.toString(), message);
  }
});
