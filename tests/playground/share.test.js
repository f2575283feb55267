// A link has the component in it, and the last call of it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { drop, openFunction, openPlayground, pick } from './playground.js';

const guest = (/** @type {string} */ name) => readFileSync(new URL(`../guests/built/${name}.wasm`, import.meta.url));

/**
 * @param {import('./playground.js').Page} page
 * @returns {Promise<string>} the fragment of the link
 */
async function link(page) {
  await page.getByRole('button', { name: 'Share' }).click();
  const url = await page.getByLabel('Link').inputValue();
  assert.equal(url, page.url());
  return new URL(url).hash;
}

test('a component that was dropped, and its last call, are in the link', async (t) => {
  const page = await openPlayground(t);
  await drop(page, 'mine.wasm', guest('tour'));
  const form = await openFunction(page, /^describe/);
  await form.getByLabel('name string').fill('Skizze ☃');
  await form.getByLabel('color option<color>').selectOption('some');
  await form.getByLabel('some color').selectOption('red');
  await form.getByLabel('rounded').check();
  await form.getByRole('button', { name: 'Add to shapes' }).click();
  await form.getByRole('button', { name: 'Call' }).click();
  const said = await form.locator('output').innerText();
  assert.equal(said, '"Skizze ☃: 1 shape, red, rounded"');
  const fragment = await link(page);

  const other = await openPlayground(t, { fragment });
  const same = other.locator('details.function[open]').filter({ hasText: 'describe' });
  await same.waitFor();
  assert.equal(await other.locator('.result').count(), 0, 'opening a link calls nothing');
  await same.getByRole('button', { name: 'Call' }).click();
  assert.equal(await same.locator('output').innerText(), said);
  assert.match(await other.locator('#status').innerText(), /^mine\.wasm/);
  assert.equal(await link(other), fragment);
});

test('an example is in the link by its name, and a command with all that it is given', async (t) => {
  const page = await openPlayground(t);
  await pick(page, 'Files');
  await page.getByLabel('Arguments').fill('read "a b.txt"');
  await page.getByLabel('Name').fill('a b.txt');
  await page.getByRole('button', { name: 'New file' }).click();
  await page.getByLabel('Content of a b.txt').fill('shared');
  const fragment = await link(page);
  assert.match(fragment, /^#example=files&run=/);
  assert.ok(fragment.length < 500, `${fragment.length} letters`);

  const other = await openPlayground(t, { fragment });
  await other.getByRole('button', { name: 'Run' }).click();
  await other.getByRole('log', { name: 'Terminal' }).getByText('shared').waitFor();
});

test('a link is opened in the page that is there, too', async (t) => {
  const page = await openPlayground(t);
  await page.evaluate(() => void (location.hash = '#example=adder'));
  await page.locator('#status strong').getByText('adder.wasm').waitFor();
});

test('a component that is too large for a link says how large it is', async (t) => {
  const page = await openPlayground(t);
  await drop(page, 'crash.wasm', guest('crash'));
  await page.getByRole('button', { name: 'Share' }).click();
  const told = page.locator('#shared');
  await told.getByText(/^The component has \d+\.\d KB compressed, and a link can have 65\.5 KB\./).waitFor();
  assert.equal(new URL(page.url()).hash, '');
});

for (const [what, fragment, message] of /** @type {const} */ ([
  ['cut', '#name=a.wasm&component=7L0LdBzXdSBY1d0AGvw', /cannot be read|cannot be opened/],
  ['of an example that is not there', '#example=nothing', /no example “nothing”/],
  ['of a call that is no JSON', '#example=adder&call=AAAA', /cannot be read/],
])) {
  test(`a link that is ${what} is an error`, async (t) => {
    const page = await openPlayground(t, { fragment });
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), message);
  });
}
