// What a server of wasi:http components is made of: the messages that a handler is given and gives, and how a thread waits.

export { ComponentExit } from './core/errors.js';
export { EMPTY } from './core/scratch.js';
export { incomingRequest } from './http/incoming.js';
export { flatten, unflatten } from './http/octets.js';
export { outgoingContent as responseContent } from './http/outgoing.js';
export { responseOutparam } from './http/response-outparam.js';
export { WASIShim } from './instantiation.js';
export { aroundWaiting, changes } from '#platform/port.js';
export { Ring } from '#platform/ring.js';

/** @typedef {import('./core/stream.js').Source} Source */
/** @typedef {import('./core/stream.js').Sink} Sink */
/** @typedef {import('./http/fields.js').Fields} Fields */
/** @typedef {import('./http/incoming.js').Body} Body */
/** @typedef {import('./http/incoming.js').IncomingRequest} IncomingRequest */
/** @typedef {import('./http/incoming.js').Method} Method */
/** @typedef {import('./http/outgoing.js').OutgoingResponse} OutgoingResponse */
/** @typedef {import('./http/response-outparam.js').ResponseOutparam} ResponseOutparam */
