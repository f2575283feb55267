import { instance } from './instance.js';

/** @type {typeof import('../../types/load.js').instantiate} */
export async function instantiate(component, { imports, wasi } = {}) {
  return instance(component, imports, wasi && (await wasiImports(wasi)));
}

/** @param {object} config */
async function wasiImports(config) {
  const { WASIShim } = await import('@jco/preview2-shim/instantiation');
  return new WASIShim(config).getImportObject();
}
