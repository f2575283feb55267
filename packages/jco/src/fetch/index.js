// `jco/fetch`: components that export wasi:http/incoming-handler, as `fetch` handlers. Nothing here is of Node alone.

import { answer } from './answer.js';
import { fetchOptions } from './options.js';
import { instancesOf } from './source.js';

/** @type {typeof import('../../types/fetch.js').toFetchHandler} */
export function toFetchHandler(component, options) {
  const checked = fetchOptions(options);
  const instances = instancesOf(component, checked);
  return (request, ...context) => answer({ request, context }, instances, checked);
}
