import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

test('the command line loads the addon and next to nothing else', () => {
  const loaded = new Set();
  const load = (/** @type {string} */ specifier, /** @type {URL} */ from) => {
    const name = specifier.startsWith('.') ? new URL(specifier, from).href : specifier;
    if (loaded.has(name)) return;
    loaded.add(name);
    if (!specifier.startsWith('.')) return;
    const source = readFileSync(new URL(name), 'utf8');
    for (const [, imported] of source.matchAll(/^import .*?'(.+)';$/gm)) load(imported, new URL(name));
  };
  load('../bin/jco.js', new URL(import.meta.url));
  const names = [...loaded].map((name) => name.replace(/^.*\/packages\/jco\//, ''));
  assert.deepEqual(names, ['bin/jco.js', 'src/cli.js', 'src/binding.js', 'src/addon.js', 'node:fs', 'node:url', 'src/errors.js']);
});
