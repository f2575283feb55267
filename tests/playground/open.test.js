// Components come in: dropped, chosen, picked. What cannot be opened says why, where it was dropped.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { drop, openFunction, openPlayground, pick } from './playground.js';

const guest = (/** @type {string} */ name) => readFileSync(new URL(`../guests/built/${name}.wasm`, import.meta.url));

test('a component that is dropped is shown: its WIT, its files with sizes, and their text', async (t) => {
  const page = await openPlayground(t);
  await drop(page, 'mine.wasm', guest('tour'));
  await page.locator('#open.small').waitFor();
  assert.match(await page.locator('#status').innerText(), /^mine\.wasm [\d.]+ KB$/);
  const files = page.getByRole('tab');
  const names = await files.evaluateAll((tabs) => tabs.map((tab) => tab.firstChild?.textContent));
  assert.deepEqual(names.slice(0, 4), ['mine.wit', 'mine.js', 'mine.core.wasm', 'mine.d.ts']);
  assert.match(await page.getByRole('tabpanel').innerText(), /export demo:tour\/drawing@1\.0\.0;/);
  const shows = async (/** @type {string} */ name, /** @type {RegExp} */ text) => {
    await page.getByRole('tab', { name }).click();
    await page.getByRole('tabpanel').getByText(text).first().waitFor();
  };
  const downloading = page.waitForEvent('download');
  await page.getByRole('tabpanel').getByRole('button', { name: 'Download' }).click();
  assert.equal((await downloading).suggestedFilename(), 'mine.wit');
  await shows('mine.d.ts', /export declare function greet|export function greet/);
  await shows('mine.js', /greet\(name\)/);
  await shows('mine.core.wasm', /^\(module/);
});

test('files are gone through by keyboard', async (t) => {
  const page = await openPlayground(t);
  await pick(page, 'Adder');
  await page.getByRole('tab', { selected: true }).focus();
  await page.keyboard.press('ArrowDown');
  assert.match(await page.getByRole('tab', { selected: true }).innerText(), /^adder\.js/);
  assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ''), /^adder\.js/);
  await page.keyboard.press('End');
  assert.match(await page.getByRole('tab', { selected: true }).innerText(), /^adder\.d\.ts/);
});

test('a file that is chosen, and one in text form', async (t) => {
  const page = await openPlayground(t);
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file…' }).click();
  const wat = readFileSync(new URL('../../apps/playground/examples/adder.wat', import.meta.url));
  await (await choosing).setFiles({ name: 'sum.wat', mimeType: 'text/plain', buffer: wat });
  const form = await openFunction(page, /^add/);
  await form.getByLabel('a u32').fill('40');
  await form.getByLabel('b u32').fill('2');
  await form.getByRole('button', { name: 'Call' }).click();
  assert.equal(await form.locator('output').innerText(), '42');
});

const tour = guest('tour');

/** @type {[what: string, name: string, content: string | Uint8Array, code: string, message: RegExp][]} */
const refused = [
  ['a core module', 'core.wasm', '(module (func))', 'E0102', /core module.*jco new/s],
  ['WIT text', 'world.wit', 'package a:b;\nworld w { export f: func(); }', 'E0103', /WIT/],
  ['a component that is cut', 'cut.wasm', tour.subarray(0, 9000), 'E0105', /byte 0x|unexpected end/],
  ['something else', 'photo.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47]), 'E0101', /./],
];

for (const [what, name, content, code, message] of refused) {
  test(`${what} is refused with the error of jco`, async (t) => {
    const page = await openPlayground(t);
    await drop(page, name, content);
    const alert = page.locator('#open').getByRole('alert');
    await alert.waitFor();
    const text = await alert.innerText();
    assert.match(text, new RegExp(`^${name} cannot be opened`));
    assert.match(text, message);
    assert.equal(await alert.locator('.code').innerText(), code);
  });
}

test('what was open stays open when something else cannot be opened, and the next one takes its place', async (t) => {
  const page = await openPlayground(t);
  await pick(page, 'Adder');
  await drop(page, 'core.wasm', '(module)');
  await page.getByRole('alert').waitFor();
  assert.match(await page.locator('#status').innerText(), /^adder\.wasm/);
  const form = await openFunction(page, /^add/);
  await form.getByRole('button', { name: 'Call' }).click();
  assert.equal(await form.locator('output').innerText(), '5');
  await page.getByLabel('or an example').selectOption('Hello');
  await page.getByRole('button', { name: 'Run' }).waitFor();
  assert.equal(await page.getByRole('alert').count(), 0);
});

test('every example opens, with a call that can be made at once', async (t) => {
  const page = await openPlayground(t);
  await pick(page, 'Adder');
  for (const [title, file, result] of /** @type {const} */ ([
    ['Adder', 'adder', '5'],
    ['Tour of the types', 'tour', '"Hello, Ada!"'],
    ['Counter', 'counter', 'counter #1'],
    ['Composed', 'composed', '4950'],
    ['Hello', 'hello', 'hello\n'],
    ['Files', 'files', '58\n'],
  ])) {
    await page.getByLabel('or an example').selectOption(title);
    await page.locator('#status strong').getByText(`${file}.wasm`).waitFor();
    await page.getByRole('button', { name: /^(Call|Run)$/ }).click();
    await page.locator('.result output, .exit').waitFor();
    assert.equal(await page.locator('.result output, .terminal .stdout').innerText(), result, title);
  }
});

test('a function that takes a resource of its host says that no form can make one', async (t) => {
  const page = await openPlayground(t);
  await drop(page, 'handler.wasm', guest('http-handler'));
  const form = await openFunction(page, /^handle/);
  await form.getByText('It takes incoming-request, a resource that only a host can make.').waitFor();
  assert.equal(await form.getByRole('button', { name: 'Call' }).count(), 0);
});

test('a component that imports what a page has not can be called, and says what it has called of that', async (t) => {
  const page = await openPlayground(t);
  await drop(page, 'library.wasm', guest('library'));
  await page.getByText('It imports test:library/host, notify, which this page has not').waitFor();
  const greet = await openFunction(page, /^greet/);
  await greet.getByRole('button', { name: 'Call' }).click();
  assert.match(await greet.getByRole('alert').innerText(), /E0504 the component has called notify, which this page has not/);
  await page.getByRole('button', { name: 'Start over' }).click();
  const reverse = await openFunction(page, /^reverse/);
  await reverse.getByRole('textbox').fill('ab');
  await reverse.getByRole('button', { name: 'Call' }).click();
  assert.equal(await reverse.locator('output').innerText(), '"ba"');
});
