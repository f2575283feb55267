// componentize-js, and the tools of the jco release that it depends on, in a folder of their own outside the workspace.

import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { cachedTool, run } from './cache.js';

const manifest = new URL('./package.json', import.meta.url);
const lock = new URL('./package-lock.json', import.meta.url);

// A module beside the packages, because these have no entry that `require.resolve` could find from here.
const exported = `export { componentize } from '@bytecodealliance/componentize-js';
export { componentNew, preview1AdapterCommandPath } from '@bytecodealliance/jco';
`;

/**
 * @param {{ source: string, wit: string, world: string, isHandler?: boolean }} guest absolute paths; a handler has `fetch` events
 * @returns {Promise<Uint8Array>} the component
 */
export async function componentizeJavaScript({ source, wit, world, isHandler = false }) {
  const { componentize } = await tools();
  const { component } = await componentize({
    sourcePath: source,
    witPath: wit,
    worldName: world,
    disableFeatures: isHandler ? [] : ['http', 'fetch-event'],
  });
  return component;
}

/**
 * @param {Uint8Array} core a command on preview 1
 * @returns {Promise<Uint8Array>} the component: the module with the standard adapter
 */
export async function adaptCommand(core) {
  const { componentNew, preview1AdapterCommandPath } = await tools();
  const adapter = await readFile(preview1AdapterCommandPath());
  return componentNew(core, [['wasi_snapshot_preview1', adapter]]);
}

/** The two packages, imported from where they are installed. */
async function tools() {
  const inputs = [exported, await readFile(manifest, 'utf8'), await readFile(lock, 'utf8')];
  const folder = await cachedTool('guests-javascript', inputs, async (root) => {
    await copyFile(manifest, join(root, 'package.json'));
    await copyFile(lock, join(root, 'package-lock.json'));
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root });
    await writeFile(join(root, 'index.js'), exported);
  });
  return import(pathToFileURL(join(folder, 'index.js')).href);
}
