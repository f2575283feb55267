// Functions are called with forms that are made from their types.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openFunction, openPlayground, pick } from './playground.js';

/**
 * Calls what a form is for.
 *
 * @param {import('playwright-core').Locator} form
 * @returns {Promise<string>} the text of the result
 */
async function call(form) {
  const before = await form.locator('.result').count();
  await form.getByRole('button', { name: 'Call' }).click();
  const result = form.locator('.result').nth(before);
  await result.waitFor();
  return (await result.locator('output, .problem, .note').innerText()).trim();
}

test('an example is picked and a function called by keyboard alone', async (t) => {
  const page = await openPlayground(t);
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  const tabTo = async (/** @type {RegExp} */ text) => {
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab');
      if (text.test(await focused())) return;
    }
    assert.fail(`Tab does not come to ${text}`);
  };
  await tabTo(/^Tour of the types$/);
  await page.keyboard.press('Enter');
  await page.locator('#open.small').waitFor();
  await tabTo(/^reverse: func/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('stressed');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'Call');
  await page.keyboard.press('Enter');
  const output = (await openFunction(page, /^reverse/)).locator('output');
  assert.equal(await output.innerText(), '"desserts"');
  assert.equal(await focused(), 'Call');
});

test('records, options, flags, lists and variants within each other', async (t) => {
  const page = await openPlayground(t);
  await pick(page, 'Tour of the types');
  const form = await openFunction(page, /^tidy/);
  await form.getByLabel('name string').fill('a "quoted"\nname');
  await form.getByLabel('color option<color>').selectOption('some');
  await form.getByLabel('some color').selectOption('deep-blue');
  await form.getByLabel('dashed').check();
  for (let count = 0; count < 3; count++) await form.getByRole('button', { name: 'Add to shapes' }).click();
  await form.getByLabel('0 shape').selectOption('circle');
  await form.getByLabel('1 f64').fill('2');
  await form.getByLabel('1 shape').selectOption('label');
  await form.getByLabel('label string').fill('gone');
  await form.getByLabel('2 shape').selectOption('polygon');
  for (const [index, [x, y]] of [['0', '0'], ['1', '0'], ['0', '1e0']].entries()) {
    await form.getByRole('button', { name: 'Add to polygon' }).click();
    await form.getByLabel('x f64').nth(index + 1).fill(x);
    await form.getByLabel('y f64').nth(index + 1).fill(y);
  }
  const points = '{x: 0, y: 0}, {x: 1, y: 0}, {x: 0, y: 1}';
  assert.equal(
    await call(form),
    `{name: "a \\"quoted\\"\\nname", color: some(deep-blue), style: {dashed}, shapes: [circle(({x: 0, y: 0}, 2)), polygon([${points}])]}`,
  );
  await form.getByRole('button', { name: 'Remove 0 from shapes' }).click();
  assert.match(await call(form), /shapes: \[polygon\(\[\{x: 0, y: 0\}, \{x: 1/);
});

/** @type {[function_: RegExp, fields: Record<string, string>, result: string][]} */
const calls = [
  [/^product/, { 'factors list<u64>': '4294967296, 4294967295 2' }, '18446744065119617024'],
  [/^product/, { 'factors list<u64>': '[0xffff_ffff_ffff_ffff]' }, '18446744073709551615'],
  [/^half/, { 'of s64': '-9007199254740991' }, '-4503599627370495.5'],
  [/^next-char/, { 'of char': '☃' }, "'☄'"],
  [/^checksum/, { 'bytes list<u8>': '1,2,3' }, '30817'],
  [/^scale/, { 'values list<f32>': '0.1, inf, nan', 'by f32': '-1' }, '[-0.1, -inf, nan]'],
  [/^divide/, { 'a s32': '-7', 'b s32': '2' }, 'ok(-3)'],
  [/^divide/, { 'a s32': '1', 'b s32': '0' }, 'err("division by zero")'],
];

test('numbers of every kind, characters, and results', async (t) => {
  const page = await openPlayground(t);
  await pick(page, 'Tour of the types');
  for (const [name, fields, expected] of calls) {
    const form = await openFunction(page, name);
    for (const [label, text] of Object.entries(fields)) await form.getByLabel(label).fill(text);
    assert.equal(await call(form), expected, String(name));
  }
  const flip = await openFunction(page, /^flip/);
  await flip.getByLabel('value result<u8, string>').selectOption('err');
  await flip.getByLabel('err string').fill('x');
  assert.equal(await call(flip), 'ok("x")');
  await flip.getByLabel('value result<u8, string>').selectOption('ok');
  await flip.getByLabel('ok u8').fill('9');
  assert.equal(await call(flip), 'err(9)');
  const nested = await openFunction(page, /^nested/);
  assert.equal(await call(nested), 'none');
  await nested.getByLabel('value option<option<bool>>').selectOption('some');
  assert.equal(await call(nested), 'some(none)');
  await nested.getByLabel('some option<bool>').selectOption('some');
  await nested.getByLabel('some bool').check();
  assert.equal(await call(nested), 'some(some(true))');
});

test('what is no value is told beside its field, which has the focus, and nothing is called', async (t) => {
  const page = await openPlayground(t);
  await pick(page, 'Tour of the types');
  for (const [name, label, text, message] of /** @type {const} */ ([
    [/^half/, 'of s64', '9223372036854775808', 'A s64 is from -9223372036854775808 to 9223372036854775807.'],
    [/^next-char/, 'of char', 'ab', 'Enter one character.'],
    [/^checksum/, 'bytes list<u8>', '1, 256', 'Number 2, 256: A u8 is from 0 to 255.'],
    [/^divide/, 'a s32', '', 'Enter a whole number.'],
  ])) {
    const form = await openFunction(page, name);
    const control = form.getByLabel(label);
    await control.fill(text);
    await form.getByRole('button', { name: 'Call' }).click();
    assert.equal(await form.locator('.mistake:visible').innerText(), message);
    assert.equal(await control.getAttribute('aria-invalid'), 'true');
    assert.equal(await control.evaluate((element) => element === document.activeElement), true);
    assert.equal(await form.locator('.result').count(), 0);
  }
});

test('resources are made, passed, given away and dropped', async (t) => {
  const page = await openPlayground(t);
  await pick(page, 'Tour of the types');
  const [make, push, join, values, alive, taller] = [
    await openFunction(page, /^constructor/),
    await openFunction(page, /^push/),
    await openFunction(page, /^join/),
    await openFunction(page, /^values: func\(\)/),
    await openFunction(page, /^alive/),
    await openFunction(page, /^taller/),
  ];
  await push.getByRole('button', { name: 'Call' }).click();
  assert.equal(await push.locator('.mistake:visible').innerText(), 'There is no stack: make one first.');
  for (const [index, name] of ['low', 'high'].entries()) {
    await make.getByLabel('name string').fill(name);
    assert.equal(await call(make), `stack #${index + 1}`);
  }
  await push.getByLabel('self borrow<stack>').selectOption('stack #2');
  await push.getByLabel('value s32').fill('-5');
  assert.equal(await call(push), '1');
  await taller.getByLabel('b borrow<stack>').selectOption('stack #2');
  assert.equal(await call(taller), '"high"');
  await join.getByLabel('above stack').selectOption('stack #2');
  assert.equal(await call(join), 'stack #3');
  const handles = page.getByRole('list', { name: 'Resources' });
  assert.deepEqual(await handles.locator('code').allInnerTexts(), ['stack #3']);
  assert.equal(await call(values), '[-5]');
  assert.equal(await call(alive), '1');
  await handles.getByRole('button', { name: 'Drop stack #3' }).click();
  await handles.waitFor({ state: 'hidden' });
  assert.equal(await call(alive), '0');
});

test('a trap is told, locks the instance, and another one is made', async (t) => {
  const page = await openPlayground(t);
  await pick(page, 'Tour of the types');
  const crash = await openFunction(page, /^crash/);
  assert.match(await call(crash), /^Trap\s+unreachable/);
  const reverse = await openFunction(page, /^reverse/);
  assert.match(await call(reverse), /cannot enter component instance/);
  await page.getByRole('button', { name: 'Start over' }).click();
  assert.equal(await call(reverse), '""');
});

test('a call that never ends leaves the page alive, and is stopped', async (t) => {
  const page = await openPlayground(t);
  await pick(page, 'Tour of the types');
  const spin = await openFunction(page, /^spin/);
  await spin.getByRole('button', { name: 'Call' }).click();
  const stop = spin.getByRole('button', { name: 'Stop' });
  await stop.waitFor();
  assert.equal(await stop.evaluate((element) => element === document.activeElement), true);
  await page.getByRole('tab', { name: 'tour.js' }).click();
  await page.getByRole('tabpanel').getByText(/^tour\.js$/).waitFor();
  await stop.press('Enter');
  await spin.getByText('Stopped.').waitFor();
  const reverse = await openFunction(page, /^reverse/);
  await reverse.getByLabel('text string').fill('ab');
  assert.equal(await call(reverse), '"ba"');
});
