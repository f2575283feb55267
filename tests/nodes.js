#!/usr/bin/env node
// The versions of Node.js that the tests run on. The running one serves where it is of the line; the others come from
// npm's binary packages, into `.cache/nodes`.
//
//   node tests/nodes.js     prints a path per line

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { cachedTool, run } from './guests/toolchains/cache.js';

const versions = { 20: '20.20.2', 24: '24.21.0', 26: '26.10.0' };

/** @typedef {keyof typeof versions} Line */

/** @returns {Promise<Record<Line, string>>} the path of each line's binary */
export async function nodes() {
  const lines = /** @type {Line[]} */ (Object.keys(versions).map(Number));
  const entries = await Promise.all(lines.map(async (line) => [line, await nodeOfLine(line)]));
  return Object.fromEntries(entries);
}

/** @param {Line} line */
async function nodeOfLine(line) {
  if (process.versions.node.startsWith(`${line}.`)) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const version = versions[line];
  const folder = await cachedTool(`nodes/${line}`, [name, version], async (root) => {
    const flags = ['--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--prefix', root];
    await run('npm', ['install', ...flags, `${name}@${version}`]);
  });
  return join(folder, 'node_modules', name, 'bin/node');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const path of Object.values(await nodes())) console.log(path);
}
