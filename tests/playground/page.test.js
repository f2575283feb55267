// What the page is like for those who read it: contrast, names of controls, focus, width.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { drop, openFunction, openPlayground, pick } from './playground.js';

/** @typedef {import('./playground.js').Page} Page */

/** What a person may see. @type {Record<string, (page: Page) => Promise<void>>} */
const states = {
  empty: async () => {},
  async loaded(page) {
    await pick(page, 'Tour of the types');
  },
  async error(page) {
    await drop(page, 'core.wasm', '(module)');
    await page.getByRole('alert').waitFor();
  },
  async form(page) {
    await pick(page, 'Tour of the types');
    const form = await openFunction(page, /^describe/);
    await form.getByRole('button', { name: 'Add to shapes' }).click();
    await form.getByLabel('0 shape').selectOption('polygon');
    await form.getByRole('button', { name: 'Add to polygon' }).click();
    await form.getByRole('button', { name: 'Call' }).click();
    await form.locator('output').waitFor();
    await form.getByLabel('x f64').fill('none');
    await form.getByRole('button', { name: 'Call' }).click();
    await form.locator('.mistake:visible').waitFor();
    const crash = await openFunction(page, /^crash/);
    await crash.getByRole('button', { name: 'Call' }).click();
    await crash.getByRole('alert').waitFor();
  },
  async terminal(page) {
    await pick(page, 'Files');
    await page.getByText('Input and environment').click();
    await page.getByText('/poem.txt').click();
    await page.getByLabel('Arguments').fill('cat');
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByLabel('Input', { exact: true }).fill('a line');
    await page.keyboard.press('Enter');
    await page.locator('.terminal .stdout').waitFor();
  },
};

for (const [state, reach] of Object.entries(states)) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    test(`${state}, ${colorScheme}: text can be read, controls have names, nothing is wider than a phone`, async (t) => {
      const page = await openPlayground(t, { options: { colorScheme, reducedMotion: 'reduce', viewport: { width: 360, height: 740 } } });
      await reach(page);
      assert.deepEqual(await page.evaluate(faintTexts), []);
      assert.deepEqual(await page.evaluate(namelessControls), []);
      for (const width of [360, 800, 1280]) {
        await page.setViewportSize({ width, height: 740 });
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `${width}`);
      }
    });
  }
}

/** Texts whose contrast is below 4.5. It is called in the page. */
function faintTexts() {
  const paint = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d', { willReadFrequently: true }));
  const rgba = (/** @type {string} */ colour) => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    return Array.from(paint.getImageData(0, 0, 1, 1).data);
  };
  const luminance = (/** @type {number[]} */ colour) => {
    const [r, g, b] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  /** @param {Element | null} element @returns {number[]} */
  const ground = (element) => {
    if (element === null) return [255, 255, 255, 255];
    const colour = rgba(getComputedStyle(element).backgroundColor);
    return colour[3] === 255 ? colour : ground(element.parentElement);
  };
  const isWithText = (/** @type {Element} */ element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
  const shown = [...document.querySelectorAll('body *')].filter((element) => isWithText(element) && element.checkVisibility() && !element.matches(':disabled, option, noscript'));
  return shown.flatMap((element) => {
    const [one, other] = [rgba(getComputedStyle(element).color), ground(element)].map(luminance).sort((a, b) => b - a);
    const contrast = (one + 0.05) / (other + 0.05);
    return contrast < 4.5 ? [`${element.tagName}.${element.className} ${contrast.toFixed(2)}: ${element.textContent}`] : [];
  });
}

/** Controls that assistive technology has no name for. It is called in the page. */
function namelessControls() {
  const controls = [...document.querySelectorAll('button, input:not([type=file]), select, textarea, [role=log], [role=tablist], [tabindex="0"]')];
  const nameless = controls.filter((control) => {
    const { labels } = /** @type {HTMLInputElement} */ (control);
    const text = [control.getAttribute('aria-label'), ...[...(labels ?? [])].map((label) => label.textContent), control.matches('button') ? control.textContent : ''];
    return control.checkVisibility() && !text.some((part) => part?.trim());
  });
  return nameless.map((control) => control.outerHTML);
}

test('the page has its landmarks, and says in words what has happened', async (t) => {
  const page = await openPlayground(t);
  for (const role of /** @type {const} */ (['banner', 'main'])) assert.equal(await page.getByRole(role).count(), 1, role);
  await pick(page, 'Adder');
  for (const name of ['Run', 'Output']) await page.getByRole('region', { name }).waitFor();
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
  assert.equal(await page.title(), 'adder.wasm · jco playground');
  assert.equal(await page.getByRole('log', { name: 'Results' }).getAttribute('aria-live'), 'polite');
});

test('whatever has the focus is seen to have it', async (t) => {
  const page = await openPlayground(t);
  await pick(page, 'Tour of the types');
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
  for (let presses = 0; presses < 25; presses++) {
    await page.keyboard.press('Tab');
    const [width, style] = await page.evaluate(() => {
      const { outlineWidth, outlineStyle } = getComputedStyle(/** @type {Element} */ (document.activeElement));
      return [outlineWidth, outlineStyle];
    });
    assert.deepEqual([width, style], ['2px', 'solid'], await page.evaluate(() => document.activeElement?.outerHTML ?? ''));
  }
});

test('who wants no motion gets none', async (t) => {
  for (const [reducedMotion, expected] of /** @type {const} */ ([['reduce', '0s'], ['no-preference', '0.12s']])) {
    const page = await openPlayground(t, { options: { reducedMotion } });
    const duration = await page.locator('#choose').evaluate((button) => getComputedStyle(button).transitionDuration.split(',')[0]);
    assert.equal(duration, expected);
  }
});
