// wasi:http, for a host without a client: messages work, sending them is refused.

import * as incomingHandler from './incoming-handler.js';
import { createOutgoingHandler } from './outgoing-handler.js';
import * as types from './types.js';

/** @typedef {{ enableNetwork?: boolean }} HttpConfig */

/** @param {HttpConfig} config */
export const createHttp = ({ enableNetwork = false } = {}) => ({
  types,
  incomingHandler,
  outgoingHandler: createOutgoingHandler({ refusal: enableNetwork ? NO_CLIENT : DENIED }),
});

const DENIED = { tag: 'HTTP-request-denied' };
const NO_CLIENT = { tag: 'internal-error', val: 'this host has no HTTP client' };

export const { outgoingHandler } = createHttp();
export { incomingHandler, types };
