// What a worker runs besides transpiled output: a file of the package that pages do not load.

import { JcoError } from '../../errors.js';

/** @returns {Promise<string>} */
export async function fetchRuntime() {
  throw new JcoError({
    code: 'E0611',
    message: "a page cannot transpile a handler for the target 'workerd'",
    help: 'use `jco transpile --target workerd`, or leave the target out and bundle the output with jco/fetch',
  });
}
