import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

test('the page has what it loads', () => {
  const files = readdirSync('dist');
  const script = readFileSync('dist/main.js', 'utf8');
  assert.match(readFileSync('dist/index.html', 'utf8'), /src="main\.js"/);
  for (const [name] of script.matchAll(/[\w.-]+\.core\d*\.wasm/g)) assert.ok(files.includes(name), name);
});
