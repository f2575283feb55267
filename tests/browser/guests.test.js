// Components transpiled and run in a page: the answers are those that wasmtime gave.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { readTranscript } from '../runtime/transcript.js';
import { openPage } from './chromium.js';

/** @type {Awaited<ReturnType<typeof openPage>>} */
let page;
before(async () => (page = await openPage()));
after(() => page.close());

test('a Rust library with records, strings and resources', async () => {
  assert.equal(await page.call('guests', 'library'), readTranscript('library').length);
});

test('a composed component', async () => {
  assert.equal(await page.call('guests', 'composed'), readTranscript('composed').length);
});

test('a component in JavaScript', async () => {
  const { late, ...said } = await page.call('guests', 'js');
  assert.deepEqual(said, {
    greeting: 'Hello, wörld 😀!',
    older: { name: 'Ann', age: 42, email: 'a@b' },
    tokens: [{ tag: 'word', val: 'one' }, { tag: 'number', val: 2.5 }, { tag: 'end' }],
    parsed: [1, 2.5],
    payload: 'not a list: object',
    printed: { stdout: 'hello from JavaScript\n', stderr: '(21)\n' },
  });
  assert.ok(late < 1000, `${late} ms`);
});

test('a Rust command with a file system in memory', async () => {
  const { runs } = await page.call('guests', 'command');
  const steps = readTranscript('command').filter(({ args }) => args[0] !== 'sleep');
  assert.deepEqual(runs, steps.map(({ args, code, stdout, stderr }) => ({ args, code, stdout, stderr })));
});

test('a command without settings prints on the console', async () => {
  page.console.length = 0;
  await page.call('guests', 'hello');
  assert.match(page.console.join('\n'), /^log: .*\S/);
});

test('a command that has to wait is told that a page cannot', async () => {
  const { name, code, message } = await page.call('guests', 'sleeper');
  assert.deepEqual({ name, code }, { name: 'WouldWait', code: 'E0505' });
  assert.match(message, /worker.*JSPI/);
});
