// What is done to core modules with packages of a project, which pages do not have.

import { JcoError } from '../../errors.js';

/** @returns {Promise<never>} */
async function refused() {
  throw new JcoError({
    code: 'E0801',
    message: 'a page cannot run Binaryen on core modules',
    help: 'use `jco opt` or `jco transpile`, with the package binaryen in the project',
  });
}

export { refused as coreScript, refused as optimize };

export const projectFolder = () => '';
