import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/**
 * All that a module imports before it runs, itself first.
 *
 * @param {string} path
 */
function importsOf(path) {
  const loaded = new Set();
  const load = (/** @type {string} */ specifier, /** @type {URL} */ from) => {
    const name = specifier.startsWith('.') ? new URL(specifier, from).href : specifier;
    if (loaded.has(name)) return;
    loaded.add(name);
    if (!specifier.startsWith('.')) return;
    const source = readFileSync(new URL(name), 'utf8');
    for (const [, imported] of source.matchAll(/^import .*?'(.+)';$/gm)) load(imported, new URL(name));
  };
  load(path, new URL(import.meta.url));
  return [...loaded].map((name) => name.replace(/^.*\/packages\/jco\//, ''));
}

const commandLine = ['bin/jco.js', 'src/cli.js', 'src/binding.js', 'src/addon.js', 'node:module', 'node:url', 'src/errors.js'];

test('the command line loads the addon and next to nothing else', () => {
  assert.deepEqual(importsOf('../bin/jco.js'), commandLine);
});

test('`jco run` adds what every run needs, and the shim only in part', () => {
  const added = importsOf('../src/commands/run.js').filter((name) => !commandLine.includes(name));
  assert.deepEqual(added, ['src/commands/run.js', 'src/run/imports.js', 'src/run/shim.js', 'src/run/script.js']);
});
