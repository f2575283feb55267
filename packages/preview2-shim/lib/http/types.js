// wasi:http/types

export { httpErrorCode } from './error-code.js';
export { Fields } from './fields.js';
export { FutureIncomingResponse, FutureTrailers } from './future.js';
export { IncomingBody, IncomingRequest, IncomingResponse } from './incoming.js';
export { OutgoingRequest, OutgoingResponse } from './outgoing.js';
export { OutgoingBody } from './outgoing-body.js';
export { RequestOptions } from './request-options.js';
export { ResponseOutparam } from './response-outparam.js';
