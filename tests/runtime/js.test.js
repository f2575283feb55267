import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { transpileGuest } from './guest.js';

/** @type {string} */
let path;
/** @type {Record<string, any>} */
let guest;
before(async () => {
  path = await transpileGuest('js');
  guest = await import(pathToFileURL(path).href);
});

test('strings, records, variants and lists go in and out', () => {
  const { text } = guest;
  assert.equal(text.greet('wörld 😀'), 'Hello, wörld 😀!');
  const ann = { name: 'Ann', age: 41, email: 'a@b' };
  assert.deepEqual(text.older(ann, 1), { ...ann, age: 42 });
  assert.equal(text.older({ name: 'Ann', age: 41 }, 1).email, undefined);
  assert.deepEqual(text.tokens('one 2.5 three'), [
    { tag: 'word', val: 'one' },
    { tag: 'number', val: 2.5 },
    { tag: 'word', val: 'three' },
    { tag: 'end' },
  ]);
  assert.equal(text.shout('straße'), 'STRASSE');
});

test('the error of a result is thrown', () => {
  const { text } = guest;
  assert.deepEqual([...text.parse('[1, 2.5]')], [1, 2.5]);
  assert.throws(() => text.parse('{}'), { payload: 'not a list: object' });
  assert.deepEqual([...text.parse('[3]')], [3]);
});

test('the clock is the host’s', () => {
  const earliest = Date.now();
  const now = guest.now();
  assert.ok(now >= earliest - 1 && now <= Date.now() + 1, String(now));
});

test('the console writes to standard output and error', () => {
  const program = `import { say } from ${JSON.stringify(pathToFileURL(path).href)}; say('hello from JavaScript');`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  assert.deepEqual({ stdout, stderr }, { stdout: 'hello from JavaScript\n', stderr: '(21)\n' });
});
