// Error codes of wasi:http: what they look like, and the one table that says which a host's error is.

import { errorCodes, ioError } from '../core/errors.js';

/**
 * A case of `error-code`, in the words of the WIT: `DNS-error`, `HTTP-request-body-size` and so on.
 * @typedef {{ tag: string, val?: unknown }} ErrorCode
 */

/** @param {import('../core/errors.js').IoError} error */
export const httpErrorCode = (error) => errorCodes(error).http;

/**
 * What the error of a host that sends and receives messages is.
 * @param {unknown} thrown anything but an error is thrown on
 * @returns {ErrorCode}
 */
export function errorCodeOf(thrown) {
  if (!(thrown instanceof Error)) throw thrown;
  const code = 'code' in thrown ? String(thrown.code) : '';
  const found = hostErrors.get(code) ?? hostErrors.get(/^ERR_SSL_|^[^_]*_?/.exec(code)?.[0] ?? '');
  if (found === undefined) return { tag: 'internal-error', val: thrown.message };
  return typeof found === 'string' ? { tag: found } : found(code, thrown.message);
}

/**
 * The same, as what a stream fails with.
 * @param {unknown} thrown
 */
export function httpIoError(thrown) {
  const http = errorCodeOf(thrown);
  return ioError(/** @type {Error} */ (thrown).message, { http });
}

/**
 * @param {string} code
 * @returns {ErrorCode}
 */
const dnsError = (code) => ({ tag: 'DNS-error', val: { rcode: code, infoCode: undefined } });

/**
 * @param {string} code
 * @param {string} message of OpenSSL, as in `…:sslv3 alert handshake failure:…:SSL alert number 40`
 * @returns {ErrorCode}
 */
function tlsError(code, message) {
  const [, name, number] = /alert ([a-z ]+):.*alert number (\d+)/.exec(message) ?? [];
  if (number === undefined) return { tag: 'TLS-protocol-error' };
  return { tag: 'TLS-alert-received', val: { alertId: Number(number), alertMessage: name } };
}

/**
 * By the code of a host's error, or by what that begins with: to the first underscore, or `ERR_SSL_`.
 * @type {Map<string, string | ((code: string, message: string) => ErrorCode)>}
 */
const hostErrors = new Map(Object.entries({
  EACCES: 'destination-IP-prohibited',
  EADDRNOTAVAIL: 'destination-IP-unroutable',
  EAI_: dnsError,
  EAI_AGAIN: 'DNS-timeout',
  ECANCELLED: 'connection-terminated',
  ECONNABORTED: 'connection-terminated',
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-terminated',
  EHOSTDOWN: 'destination-unavailable',
  EHOSTUNREACH: 'destination-IP-unroutable',
  EMFILE: 'connection-limit-reached',
  ENETDOWN: 'destination-unavailable',
  ENETUNREACH: 'destination-IP-unroutable',
  ENFILE: 'connection-limit-reached',
  ENODATA: dnsError,
  ENOTFOUND: dnsError,
  EPERM: 'destination-IP-prohibited',
  EPIPE: 'connection-terminated',
  EPROTO: tlsError,
  ETIMEDOUT: 'connection-timeout',
  ETIMEOUT: 'DNS-timeout',
  // OpenSSL, through Node.
  ERR_SSL_: tlsError,
  CERT_: 'TLS-certificate-error',
  CRL_: 'TLS-certificate-error',
  DEPTH_: 'TLS-certificate-error',
  ERROR_: 'TLS-certificate-error',
  HOSTNAME_: 'TLS-certificate-error',
  INVALID_: 'TLS-certificate-error',
  PATH_: 'TLS-certificate-error',
  SELF_: 'TLS-certificate-error',
  UNABLE_: 'TLS-certificate-error',
  ERR_TLS_CERT_ALTNAME_INVALID: 'TLS-certificate-error',
  ERR_TLS_CERT_ALTNAME_FORMAT: 'TLS-certificate-error',
  // Node's parser.
  HPE_: 'HTTP-protocol-error',
  HPE_HEADER_OVERFLOW: () => ({ tag: 'HTTP-response-header-section-size', val: undefined }),
  HPE_INVALID_TRANSFER_ENCODING: () => ({ tag: 'HTTP-response-transfer-coding', val: undefined }),
  // The platform's own.
  ERR_HTTP_BODY_DROPPED: 'HTTP-protocol-error',
  ERR_HTTP_BYTES_TIMEOUT: 'connection-read-timeout',
  ERR_HTTP_CONNECT_TIMEOUT: 'connection-timeout',
  ERR_HTTP_FIRST_BYTE_TIMEOUT: 'connection-read-timeout',
  ERR_HTTP_INCOMPLETE: 'HTTP-response-incomplete',
  ERR_HTTP_TRAILER_INVALID: 'HTTP-protocol-error',
  ERR_HTTP_UPGRADED: 'HTTP-upgrade-failed',
}));

/**
 * The status with which a server answers when its handler gives an error in place of a response: what RFC 9209, from
 * which the codes are, recommends.
 * @param {ErrorCode} code
 */
export const statusOf = ({ tag }) => statuses.get(tag) ?? 502;

const statuses = new Map(Object.entries({
  'HTTP-request-URI-invalid': 400,
  'HTTP-request-method-invalid': 400,
  'HTTP-request-denied': 403,
  'HTTP-request-length-required': 411,
  'HTTP-request-body-size': 413,
  'HTTP-request-URI-too-long': 414,
  'HTTP-request-header-section-size': 431,
  'HTTP-request-header-size': 431,
  'HTTP-request-trailer-section-size': 431,
  'HTTP-request-trailer-size': 431,
  'configuration-error': 500,
  'destination-not-found': 500,
  'internal-error': 500,
  'connection-limit-reached': 503,
  'destination-unavailable': 503,
  'DNS-timeout': 504,
  'HTTP-response-timeout': 504,
  'connection-read-timeout': 504,
  'connection-timeout': 504,
  'connection-write-timeout': 504,
}));
