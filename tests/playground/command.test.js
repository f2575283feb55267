// Commands: arguments, environment, input, files in memory, a terminal, and Stop.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openPlayground, pick } from './playground.js';

/** @typedef {import('./playground.js').Page} Page */

/**
 * @param {Page} page
 * @param {string} args
 * @param {RegExp} [end] how it is expected to end
 * @returns {Promise<string>} what it printed
 */
async function run(page, args, end = /^exit code 0/) {
  await page.getByLabel('Arguments').fill(args);
  await page.getByRole('button', { name: 'Run' }).click();
  await page.locator('.end').getByText(end).waitFor();
  return page.getByRole('log', { name: 'Terminal' }).evaluate((log) => new Promise((resolve) => {
    requestAnimationFrame(() => resolve(log.textContent ?? ''));
  }));
}

test('a command prints, and ends with its exit code', async (t) => {
  const page = await openPlayground(t);
  await pick(page, 'Files');
  assert.equal(await run(page, `args one "two words" 'it''s' a\\ b`), "one\ntwo words\nits\na b\n");
  assert.equal(await run(page, 'stderr oops'), 'oops\n');
  assert.equal(await page.locator('.terminal .stderr').innerText(), 'oops\n');
  assert.equal(await run(page, 'exit 7', /^exit code 1/), '');
  await run(page, 'panic boom', /unreachable/);
  assert.match(await page.locator('.end').innerText(), /^Trap after/);
});

test('input, environment and files are given, and files that it writes are seen', async (t) => {
  const page = await openPlayground(t);
  await pick(page, 'Files');
  await page.getByText('Input and environment').click();
  await page.getByLabel('Standard input').fill('some input');
  await page.getByLabel('Environment').fill('NAME=value\nOTHER=a=b');
  assert.equal(await run(page, 'cat'), 'some input');
  assert.equal(await run(page, 'env'), 'NAME=value\nOTHER=a=b\n');
  assert.match(await run(page, 'read poem.txt'), /^Tyger Tyger/);
  await run(page, 'write notes/deep.txt x', /^exit code 1/);
  await run(page, 'write notes.txt "written by the guest"');
  const files = page.getByRole('list', { name: 'Files in memory' });
  assert.match((await files.locator('summary').allInnerTexts()).join(), /\/notes\.txt\s*written\s*20 B,\/poem\.txt\s*58 B/);
  await files.getByText('/notes.txt').click();
  assert.equal(await page.getByLabel('Content of notes.txt').inputValue(), 'written by the guest');
  await page.getByLabel('Content of notes.txt').fill('changed in the page');
  assert.equal(await run(page, 'read notes.txt'), 'changed in the page');
  await page.getByLabel('Name').fill('folder/mine.txt');
  await page.getByRole('button', { name: 'New file' }).click();
  await page.getByLabel('Content of folder/mine.txt').fill('mine');
  assert.equal(await run(page, 'read folder/mine.txt'), 'mine');
  assert.equal(await run(page, 'list /'), 'folder/\nnotes.txt\npoem.txt\n');
});

test('a command that asks for lines gets them as they are typed', async (t) => {
  const page = await openPlayground(t);
  await pick(page, 'Files');
  await page.getByLabel('Arguments').fill('cat');
  await page.getByLabel('Arguments').press('Enter');
  const line = page.getByLabel('Input', { exact: true });
  const log = page.getByRole('log', { name: 'Terminal' });
  for (const text of ['first', 'second ☃']) {
    await line.fill(text);
    await line.press('Enter');
    await log.locator('.stdout').getByText(text).waitFor();
  }
  await line.press('Control+d');
  await page.locator('.end').getByText(/^exit code 0/).waitFor();
});

test('a command that waits does so in an isolated page, and on a host without headers is told that it cannot', async (t) => {
  const isolated = await openPlayground(t);
  await pick(isolated, 'Files');
  assert.equal(await run(isolated, 'sleep 30'), 'slept\n');
  const plain = await openPlayground(t, { host: 'plain' });
  await pick(plain, 'Files');
  await run(plain, 'sleep 30', /E0505/);
  assert.equal(await run(plain, 'cat'), '');
});

test('a command that waits for ever is stopped, and the next run has the files from before', async (t) => {
  const page = await openPlayground(t);
  await pick(page, 'Files');
  await page.getByLabel('Arguments').fill('sleep 1000000');
  await page.getByRole('button', { name: 'Run' }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.locator('.end').getByText('Stopped.').waitFor();
  assert.match(await run(page, 'read poem.txt'), /^Tyger/);
});

test('output that has no end is cut, and the page stays alive', async (t) => {
  const page = await openPlayground(t);
  await pick(page, 'Files');
  const shown = await run(page, 'fill 3000000', /902\.8 KB of output not shown/);
  assert.equal(shown.length, 400_000);
  assert.match(shown, /xyz/);
});

test('hello', async (t) => {
  const page = await openPlayground(t);
  await pick(page, 'Hello');
  assert.equal(await run(page, ''), 'hello\n');
});
