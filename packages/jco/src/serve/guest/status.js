// The status that stands for an error code of wasi:http which a handler answers with.

/** @typedef {{ tag: string, val?: unknown }} ErrorCode */

/** @type {Record<string, number>} */
const statuses = {
  'HTTP-request-denied': 403,
  'HTTP-request-length-required': 411,
  'HTTP-request-body-size': 413,
  'HTTP-request-method-invalid': 400,
  'HTTP-request-URI-invalid': 400,
  'HTTP-request-URI-too-long': 414,
  'HTTP-request-header-section-size': 431,
  'HTTP-request-header-size': 431,
  'HTTP-request-trailer-section-size': 431,
  'HTTP-request-trailer-size': 431,
  'DNS-timeout': 504,
  'DNS-error': 502,
  'destination-not-found': 502,
  'destination-unavailable': 503,
  'destination-IP-prohibited': 502,
  'destination-IP-unroutable': 502,
  'connection-refused': 502,
  'connection-terminated': 502,
  'connection-timeout': 504,
  'connection-read-timeout': 504,
  'connection-write-timeout': 504,
  'connection-limit-reached': 503,
  'TLS-protocol-error': 502,
  'TLS-certificate-error': 502,
  'TLS-alert-received': 502,
  'HTTP-response-incomplete': 502,
  'HTTP-response-header-section-size': 502,
  'HTTP-response-header-size': 502,
  'HTTP-response-body-size': 502,
  'HTTP-response-trailer-section-size': 502,
  'HTTP-response-trailer-size': 502,
  'HTTP-response-transfer-coding': 502,
  'HTTP-response-content-coding': 502,
  'HTTP-response-timeout': 504,
  'HTTP-upgrade-failed': 502,
  'HTTP-protocol-error': 502,
  'loop-detected': 508,
  'configuration-error': 500,
  'internal-error': 500,
};

/** @param {ErrorCode} error */
export const statusOf = ({ tag }) => statuses[tag] ?? 500;

/** @param {ErrorCode} error */
export const describe = ({ tag, val }) =>
  val === undefined ? tag : `${tag} (${typeof val === 'string' ? val : JSON.stringify(val, (_, each) => (typeof each === 'bigint' ? Number(each) : each))})`;
