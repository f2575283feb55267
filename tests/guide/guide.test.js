import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { bunPath, bundlers, makeApp } from '../bundlers/tools.js';
import { nodes } from '../nodes.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const guide = join(root, 'docs/guide');

/** Pages about what the running Node may not have. @type {Record<string, 24>} */
const engines = { 'waiting.md': 24 };

/** @typedef {{ kind: string, info: string, content: string, line: number }} Snippet */

/**
 * The fenced blocks of a page.
 *
 * @param {string} text
 * @returns {Snippet[]}
 */
function snippetsOf(text) {
  return Array.from(text.matchAll(/^```(\w+)(?: (.*))?\n([^]*?)^```$/gm), (match) => {
    const [, kind, info = '', content] = match;
    return { kind, info, content, line: text.slice(0, match.index).split('\n').length };
  });
}

/**
 * A folder with what a reader has: the packages, the tools that the page names, and a few components.
 *
 * @param {import('node:test').TestContext} t
 */
function readersFolder(t) {
  const folder = makeApp(t);
  for (const name of readdirSync(folder)) if (name.endsWith('.js') && name !== 'library-host.js') writeFileSync(join(folder, name), '');
  copyFileSync(join(root, 'tests/guests/built/hello.wasm'), join(folder, 'hello.wasm'));
  copyFileSync(join(root, 'tests/guests/built/http-handler.wasm'), join(folder, 'handler.wasm'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const name of ['jco', '@jco', '@types', 'typescript']) symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  return folder;
}

/**
 * Runs commands as a shell does, but packages are there already, and tools are found in several places.
 *
 * @param {string} commands
 * @param {string} cwd
 * @param {string} node
 */
function runShell(commands, cwd, node) {
  const stand = join(cwd, '.tools');
  mkdirSync(stand, { recursive: true });
  writeFileSync(join(stand, 'npx'), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
  const tools = [stand, join(root, 'node_modules/.bin'), join(bundlers, 'node_modules/.bin'), dirname(node)];
  const env = { ...process.env, PATH: [...tools, process.env.PATH].join(delimiter), NODE_NO_WARNINGS: '1' };
  const script = `set -e\nnpm() { :; }\nbun() { ${bunPath()} "$@"; }\n${commands}`;
  return spawnSync('sh', ['-c', script], { cwd, env, encoding: 'utf8', timeout: 120_000 });
}

for (const page of readdirSync(guide)) {
  test(`what ${page} says is so`, async (t) => {
    const engine = engines[page];
    const node = engine === undefined ? process.execPath : (await nodes())[engine];
    const folder = readersFolder(t);
    const snippets = snippetsOf(readFileSync(join(guide, page), 'utf8'));
    // TypeScript checks all files of a folder, so all of the page are there when it does.
    for (const { kind, info, content } of snippets) {
      if (kind === 'sh' || kind === 'text') continue;
      assert.ok(info !== '', `code without a file name in ${page}`);
      mkdirSync(dirname(join(folder, info)), { recursive: true });
      if (kind !== 'ts') writeFileSync(join(folder, info), content);
    }
    for (const [index, { kind, info, content, line }] of snippets.entries()) {
      if (kind === 'ts') writeFileSync(join(folder, info), content);
      if (kind !== 'sh') continue;
      const { status, stdout, stderr } = runShell(content, folder, node);
      const said = `${page}:${line}\n${stdout}${stderr}`;
      if (info === 'fails') assert.notEqual(status, 0, said);
      else assert.equal(status, 0, said);
      const next = snippets[index + 1];
      if (next?.info === 'output') assert.ok(stdout.endsWith(next.content), `${said}\nexpected:\n${next.content}`);
    }
  });
}

test('the guide lists its pages', () => {
  const index = readFileSync(join(guide, 'README.md'), 'utf8');
  for (const page of readdirSync(guide)) if (page !== 'README.md') assert.ok(index.includes(`(${page})`), page);
});
