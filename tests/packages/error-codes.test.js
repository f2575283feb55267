// Every error code has an explanation, whether it is used in Rust or in JavaScript. That each code of Rust has one, the
// compiler sees to; crates/cli has a test that no explanation is of no code.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { repository, run } from '../guests/toolchains/cache.js';

const bin = join(repository, 'packages/jco/bin/jco.js');
const explained = JSON.parse(await run(process.execPath, [bin, 'explain', '--json']));

/** @param {string} folder @returns {[file: string, code: string][]} */
const codesIn = (folder) =>
  readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(js|ts)$/.test(path))
    .flatMap((path) => {
      const text = readFileSync(join(repository, folder, path), 'utf8');
      return Array.from(text.matchAll(/['"`](E0\d{3})\b/g), ([, code]) => /** @type {[string, string]} */ ([path, code]));
    });

test('each code in JavaScript is explained', async () => {
  const codes = new Set(explained.map((/** @type {{ code: string }} */ { code }) => code));
  const used = ['packages/jco/src', 'packages/preview2-shim/lib', 'crates/transpile/runtime'].flatMap(codesIn);
  assert.ok(used.length > 20, String(used.length));
  assert.deepEqual(used.filter(([, code]) => !codes.has(code)), []);
});

test('each explanation is there in full, and mentioned commands exist', async () => {
  const help = await run(process.execPath, [bin, '--help']);
  for (const { code } of explained) {
    const { text } = JSON.parse(await run(process.execPath, [bin, 'explain', code, '--json']));
    assert.ok(text.length > 150, code);
    for (const [, command] of text.matchAll(/`jco ([a-z][\w-]*)/g)) assert.match(help, new RegExp(`^ {2}${command} `, 'm'), `${code}: ${command}`);
  }
});
