// What components import of WASI, for applications that have jco and cannot see its dependencies, as with pnpm.

import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export const shimImport = /^@jco\/preview2-shim\//;

/**
 * Where a part of the shim is, if that has to be told.
 *
 * @param {string} specifier
 * @param {string | undefined} importer
 * @returns {string | undefined} none where the application finds it by itself, or asks for it itself
 */
export function shimPath(specifier, importer) {
  if (!shimImport.test(specifier) || !importer?.endsWith('.wasm')) return undefined;
  try {
    createRequire(importer).resolve(specifier);
    return undefined;
  } catch {
    return fileURLToPath(import.meta.resolve(specifier));
  }
}
