// Runs a core module of WASI preview 1.

import { JcoError } from '../errors.js';

/**
 * @param {Uint8Array} _module
 * @param {import('../run/request.js').RunRequest} _request
 * @returns {Promise<number>} the exit code; a trap is thrown
 */
export async function runPreview1(_module, _request) {
  throw new JcoError({
    code: 'E0102',
    message: 'this is a core module of WASI preview 1, and this build runs components',
    help: 'make a component of it: `jco new app.wasm --wasi-command -o app.component.wasm`',
  });
}
