// Runs a command, transpiled for instantiation by hand, in a WASIShim of its own: node run-in-shim.js MODULE CONFIGURATION

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { WASIShim } from '@jco/preview2-shim/instantiation';

const [module, configuration] = process.argv.slice(2);
const { instantiate } = await import(pathToFileURL(module).href);
const coreModule = (/** @type {string} */ file) => new WebAssembly.Module(readFileSync(join(dirname(module), file)));
const guest = await instantiate(coreModule, new WASIShim(JSON.parse(configuration)).getImportObject());
try {
  guest.run.run();
} catch (/** @type {any} */ error) {
  if (error?.exitError) process.exitCode = error.code;
  else if (error instanceof Error && 'payload' in error) process.exitCode = 1;
  else throw error;
}
