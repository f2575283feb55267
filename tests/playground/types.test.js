// Every kind of type has a field, whose value arrives in the component and comes back, and is in a link.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { echoComponent } from '../property/component.js';
import { scalars } from '../property/types.js';
import { drop, openFunction, openPlayground } from './playground.js';

/**
 * @typedef {import('../property/types.js').Type} Type
 * @typedef {import('playwright-core').Locator} Form
 */

/** What is entered for a scalar, and how it is shown. @type {Record<string, [entered: string, shown: string]>} */
const samples = {
  u8: ['255', '255'],
  s8: ['-128', '-128'],
  u16: ['65535', '65535'],
  s16: ['-0x10', '-16'],
  u32: ['4294967295', '4294967295'],
  s32: ['-2147483648', '-2147483648'],
  u64: ['18446744073709551615', '18446744073709551615'],
  s64: ['-9223372036854775808', '-9223372036854775808'],
  f32: ['0.1', '0.1'],
  f64: ['-1e300', '-1e+300'],
  char: ['€', "'€'"],
  string: ['zwei\nZeilen', '"zwei\\nZeilen"'],
};

/** @type {[type: Type, enter: (form: Form) => Promise<unknown>, shown: string][]} */
const kinds = [
  [{ kind: 'bool' }, (form) => form.getByLabel('value bool').check(), 'true'],
  ...scalars
    .filter((kind) => kind !== 'bool')
    .map((kind) => /** @type {(typeof kinds)[number]} */ ([{ kind }, (form) => form.getByLabel(`value ${kind}`).fill(samples[kind][0]), samples[kind][1]])),
  [{ kind: 'list', element: { kind: 'u16' }, length: 3 }, (form) => form.getByLabel('value list<u16, 3>').fill('1 2 3'), '[1, 2, 3]'],
  [
    { kind: 'list', element: { kind: 'string' }, length: 2 },
    async (form) => {
      assert.equal(await form.getByRole('button', { name: /Add|Remove/ }).count(), 0, 'its length is fixed');
      await form.getByLabel('0 string').fill('a');
      await form.getByLabel('1 string').fill('b');
    },
    '["a", "b"]',
  ],
  [{ kind: 'list', element: { kind: 'bool' }, length: 2 }, (form) => form.getByLabel('1 bool').check(), '[false, true]'],
  [
    { kind: 'map', key: { kind: 'string' }, value: { kind: 'list', element: { kind: 'u8' } } },
    async (form) => {
      for (const [index, name] of ['one', 'two', 'three'].entries()) {
        await form.getByRole('button', { name: 'Add to value' }).click();
        await form.getByLabel('key string').nth(index).fill(name);
        await form.getByLabel('value list<u8>').nth(index).fill(`${index} ${index}`);
      }
      await form.getByRole('button', { name: 'Remove 1 from value' }).click();
    },
    '[("one", [0, 0]), ("three", [2, 2])]',
  ],
  [
    { kind: 'map', key: { kind: 'char' }, value: { kind: 'option', payload: { kind: 'u8' } } },
    async (form) => {
      await form.getByRole('button', { name: 'Add to value' }).click();
      await form.getByLabel('value option<u8>').selectOption('some');
      await form.getByLabel('some u8').fill('9');
    },
    "[('a', some(9))]",
  ],
  [{ kind: 'tuple', elements: [{ kind: 'u8' }, { kind: 'string' }] }, (form) => form.getByLabel('1 string').fill('x'), '(0, "x")'],
  [{ kind: 'record', fields: [['is', { kind: 'u8' }], ['the-name', { kind: 'bool' }]] }, (form) => form.getByLabel('the-name bool').check(), '{is: 0, the-name: true}'],
  [{ kind: 'enum', names: ['one', 'other'] }, (form) => form.getByLabel(/^value/).selectOption('other'), 'other'],
  [{ kind: 'flags', names: ['a', 'b', 'c-d'] }, (form) => form.getByLabel('c-d').check(), '{c-d}'],
  [{ kind: 'variant', cases: [['none', undefined], ['some', { kind: 'char' }]] }, (form) => form.getByLabel(/^value/).selectOption('some'), "some('a')"],
  [{ kind: 'result' }, (form) => form.getByLabel('value result').selectOption('err'), 'err'],
  [{ kind: 'list', element: { kind: 'list', element: { kind: 'u8' } } }, (form) => form.getByRole('button', { name: 'Add to value' }).click(), '[[]]'],
];

const component = echoComponent(kinds.map(([type]) => type), 'utf8', 32);

/** @param {Form} form */
async function call(form) {
  await form.getByRole('button', { name: 'Call' }).click();
  const result = form.locator('.result').last();
  await result.waitFor();
  return (await result.locator('output, .problem').innerText()).trim();
}

test('every kind of type has a field, and its value comes back', async (t) => {
  const page = await openPlayground(t);
  await drop(page, 'echo.wat', component);
  await page.locator('#open.small').waitFor();
  for (const [index, [type, enter, shown]] of kinds.entries()) {
    const form = await openFunction(page, new RegExp(`^guest-t${index}: `));
    await enter(form);
    assert.equal(await call(form), shown, JSON.stringify(type));
  }
});

test('a map and a list of fixed length are in a link, as they were entered', async (t) => {
  const page = await openPlayground(t);
  await drop(page, 'echo.wat', component);
  await page.locator('#open.small').waitFor();
  for (const index of kinds.flatMap(([type], index) => (type.kind === 'map' || (type.kind === 'list' && type.length !== undefined) ? [index] : []))) {
    const [, enter, shown] = kinds[index];
    const signature = new RegExp(`^guest-t${index}: `);
    const form = await openFunction(page, signature);
    await enter(form);
    await call(form);
    const before = page.url();
    await page.getByRole('button', { name: 'Share' }).click();
    await page.waitForFunction((url) => location.href !== url, before);
    const other = await openPlayground(t, { fragment: new URL(page.url()).hash });
    await other.locator('details.function[open]').waitFor();
    assert.equal(await call(await openFunction(other, signature)), shown);
  }
});

test('a function that calls what the page has not says so, and others can be called', async (t) => {
  const page = await openPlayground(t);
  await drop(page, 'echo.wat', component);
  await page.getByText('It imports host, which this page has not').waitFor();
  assert.match(await call(await openFunction(page, /^host-t1: /)), /E0504 the component has called host#hostT1, which this page has not/);
  await page.getByRole('button', { name: 'Start over' }).click();
  assert.equal(await call(await openFunction(page, /^guest-t1: /)), '0');
});
