// Errors as data: what one thread tells another, and what a page shows.

/**
 * @typedef {object} Failure
 * @property {string} [code] `E0101`; none where it is no error of jco
 * @property {string} message
 * @property {string} [place]
 * @property {string} [excerpt]
 * @property {string} [help]
 */

/**
 * @param {any} error
 * @returns {Failure}
 */
export function failureOf(error) {
  const { code, place, excerpt, help } = Object(error);
  const message = error instanceof Error ? error.message : String(error);
  const name = error instanceof Error && error.name !== 'Error' && !isCoded(code) ? `${error.name}: ` : '';
  return { message: name + message, ...Object.fromEntries(Object.entries({ code, place, excerpt, help }).filter(([, text]) => typeof text === 'string')) };
}

/** @param {unknown} code */
const isCoded = (code) => typeof code === 'string' && /^E\d{4}$/.test(code);
