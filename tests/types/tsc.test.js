// Every golden declaration and every use of it, compiled by TypeScript without mercy. What has to be refused is marked
// `@ts-expect-error` in the uses, and an error that does not come is one too.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from './typescript.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /(expected.*\.d|usage)\.ts$/.test(name))
  .map((name) => join(folder, name));

test('there is something to compile', () => {
  assert.ok(files.length > 40, `${files.length} files`);
});

test('declarations compile with the libraries of ES2022', () => {
  const options = { target: 'es2022', module: 'esnext', moduleResolution: 'bundler' };
  assert.equal(compile(files, options), '');
});

test('declarations compile with the libraries named one by one, for Node', () => {
  const options = {
    target: 'es2022',
    lib: ['es2022', 'esnext.disposable', 'dom'],
    module: 'nodenext',
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    isolatedModules: true,
  };
  assert.equal(compile(files, options), '');
});
