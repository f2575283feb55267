// wasi:http/incoming-handler, for a component that imports it: a middleware without anything behind it.

import { ResponseOutparam } from './response-outparam.js';

/**
 * @param {import('./incoming.js').IncomingRequest} request
 * @param {ResponseOutparam} responseOut
 */
export function handle(request, responseOut) {
  const error = { tag: 'internal-error', val: 'no incoming handler is configured' };
  ResponseOutparam.set(responseOut, { tag: 'err', val: error });
}
