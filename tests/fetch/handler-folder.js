// Handlers transpiled into folders of their own, in which runtimes find the packages as a user's would.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { transpile } from 'jco';

const packages = fileURLToPath(new URL('../../packages', import.meta.url));

/**
 * @param {{ after(end: () => void): void }} context
 * @param {Uint8Array} component
 * @param {import('jco').TranspileOptions} options
 */
export async function handlerFolder(context, component, options) {
  const folder = mkdtempSync(join(tmpdir(), 'jco-fetch-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'node_modules/@jco'), { recursive: true });
  symlinkSync(join(packages, 'jco'), join(folder, 'node_modules/jco'));
  symlinkSync(join(packages, 'preview2-shim'), join(folder, 'node_modules/@jco/preview2-shim'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const { files } = await transpile(component, { name: 'handler', emitTypescriptDeclarations: false, ...options });
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}
