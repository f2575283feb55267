import { after, test } from 'node:test';
import { mkdirSync } from 'node:fs';
import { drop, openFunction, openPlayground, pick } from './playground.js';
mkdirSync('/tmp/shots', { recursive: true });
const only = process.env.ONLY?.split(',');
for (const scheme of ['light', 'dark']) for (const width of [1280, 360]) {
  const shot = (page, state) => page.screenshot({ path: `/tmp/shots/${state}-${scheme}-${width}.png`, fullPage: true });
  const run = (state, body) => { if (!only || only.includes(state)) test(`${state} ${scheme} ${width}`, { timeout: 60000 }, async (t) => {
    const page = await openPlayground(t, { options: { colorScheme: scheme, viewport: { width, height: width === 360 ? 740 : 860 } } });
    await body(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) console.log('OVERFLOW', state, scheme, width, wide);
    await shot(page, state);
  }); };
  run('empty', async () => {});
  run('loaded', async (page) => { await pick(page, 'Tour of the types'); const f = await openFunction(page, /^greet/); await f.getByRole('button', {name:'Call'}).click(); await f.locator('output').waitFor(); });
  run('error', async (page) => { await drop(page, 'core.wasm', '(module (func))'); await page.getByRole('alert').waitFor(); });
  run('form', async (page) => { await pick(page, 'Tour of the types'); const f = await openFunction(page, /^describe/);
    await f.getByLabel(/^name/).fill('sketch');
    await f.getByLabel(/^color/).first().selectOption('some');
    await f.getByRole('button', { name: 'Add to shapes' }).click();
    await f.getByLabel(/^0 shape/).selectOption('polygon');
    await f.getByRole('button', { name: 'Add to polygon' }).click();
    await f.getByLabel(/^x/).fill('abc');
    await f.getByRole('button', {name:'Call'}).click();
    await f.getByLabel(/^x/).fill('1.5');
    await f.getByRole('button', {name:'Call'}).click(); await f.locator('output').waitFor();
    await f.getByLabel(/^y/).fill('oops'); await f.getByRole('button', {name:'Call'}).click();
    });
  run('terminal', async (page) => { await pick(page, 'Files'); await page.getByLabel('Arguments').fill('cat'); await page.getByRole('button', {name:'Run'}).click(); await page.getByLabel('Input', {exact:true}).fill('one line'); await page.keyboard.press('Enter'); await page.locator('.prompt').waitFor(); await page.getByLabel('Input', {exact:true}).fill('another'); });
  run('resource', async (page) => { await pick(page, 'Tour of the types'); let f = await openFunction(page, /^constructor/); await f.getByLabel('name').fill('first'); await f.getByRole('button', {name:'Call'}).click(); await f.locator('output').waitFor(); f = await openFunction(page, /^pop/); await f.getByRole('button', {name:'Call'}).click(); await f.locator('output').waitFor(); f = await openFunction(page, /^crash/); await f.getByRole('button', {name:'Call'}).click(); await f.getByRole('alert').waitFor(); await page.locator('#share').click(); await page.locator('#shared input').waitFor(); });
}
