// The three ways to run a component that the benchmarks compare. Each has code of its own, so that no
// inline cache of one sees what another does.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { componentBytes, coreModules, writeWhole } from './components.js';
import { importOurs } from './ours.js';
import { cache, importPeer } from './peer.js';

/** @typedef {'ours' | 'hand' | 'peer'} Subject */

/**
 * Writes what the measuring processes load, so that none of them transpiles.
 * @param {string} component
 * @param {string[]} subjects
 * @param {Record<string, object>} [told] further options by subject
 */
export async function prepare(component, subjects, told = {}) {
  const bytes = await componentBytes(component);
  for (const subject of subjects) {
    if (subject === 'hand') continue;
    const { transpile } = subject === 'ours' ? await importOurs() : await importPeer();
    const { files } = await transpile(bytes, { name: component, instantiation: 'async', base64Cutoff: 0, ...told[subject] });
    const home = folder(subject, component);
    for (const [name, content] of Object.entries(files)) writeWhole(path.join(home, name), content);
  }
}

const folder = (subject, component) => path.join(cache, 'benches', subject, component);

/**
 * @param {Subject} subject
 * @param {string} component
 * @param {Record<string, unknown>} imports
 */
export async function instantiate(subject, component, imports) {
  if (subject === 'hand') {
    const glue = await import(`./hand/${component}.js`);
    const cores = coreModules(await componentBytes(component)).map(bytes => new WebAssembly.Module(bytes));
    return glue.instantiate(cores, imports);
  }
  const home = folder(subject, component);
  const glue = await import(pathToFileURL(path.join(home, `${component}.js`)).href);
  return glue.instantiate(file => WebAssembly.compile(readFileSync(path.join(home, file))), imports);
}
