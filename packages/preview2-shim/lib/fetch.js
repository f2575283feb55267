// What a fetch handler of wasi:http components is made of, on any host: the messages that a handler is given and gives,
// and how whoever waits for them is told. `server.js` is the same for threads of Node.

export { ComponentExit, WouldWait } from './core/errors.js';
export { EMPTY } from './core/scratch.js';
export { httpIoError } from './http/error-code.js';
export { incomingRequest } from './http/incoming.js';
export { excess, flatten, octets, unflatten } from './http/octets.js';
export { outgoingContent as responseContent } from './http/outgoing.js';
export { responseOutparam } from './http/response-outparam.js';
export { WASIShim } from './instantiation.js';
export { changed, refuseWaiting } from '#platform/port.js';
