// What the error codes of wasi:http look like, and the code behind a stream's error.

import { errorCodes } from '../core/errors.js';

/**
 * A case of `error-code`, in the words of the WIT: `DNS-error`, `HTTP-request-body-size` and so on.
 * @typedef {{ tag: string, val?: unknown }} ErrorCode
 */

/** @param {import('../core/errors.js').IoError} error */
export const httpErrorCode = (error) => errorCodes(error).http;
