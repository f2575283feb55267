// What a server has to make of an HTTP message for a handler, and of a handler's response for HTTP. It has no server in it.
//
//   const request = incomingRequest({ method, pathWithQuery, scheme, authority, headers }, { source, trailers, close });
//   const outparam = responseOutparam({ respond, inform, drop });
//   handler.handle(request, outparam);
//
// `source` and the sink of the target that `respond` attaches are those of `core/stream.js`: bytes go between them and
// the guest without a copy on the way.

export { errorCodeOf, httpIoError, statusOf } from './error-code.js';
export { settled } from './future.js';
export { incomingRequest } from './incoming.js';
export { methodOf } from './method.js';
export { flatten, unflatten } from './octets.js';
export { outgoingContent } from './outgoing.js';
export { responseOutparam } from './response-outparam.js';
