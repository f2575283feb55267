// wasi:http/outgoing-handler

/** @typedef {import('./error-code.js').ErrorCode} ErrorCode */
/** @typedef {import('./outgoing.js').OutgoingRequest} OutgoingRequest */

/** @param {{ refusal: ErrorCode }} state */
export const createOutgoingHandler = (state) => ({
  /**
   * @param {OutgoingRequest} request
   * @param {import('./request-options.js').RequestOptions | undefined} options
   * @returns {import('./future.js').FutureIncomingResponse}
   */
  handle(request, options) {
    throw objection(request) ?? state.refusal;
  },
});

/**
 * Why a request cannot be sent anywhere.
 * @param {OutgoingRequest} request
 * @returns {ErrorCode | undefined}
 */
function objection(request) {
  if (request.scheme()?.tag === 'other') return { tag: 'HTTP-protocol-error' };
  if (!request.authority() || request.pathWithQuery() === undefined) return { tag: 'HTTP-request-URI-invalid' };
  return undefined;
}
