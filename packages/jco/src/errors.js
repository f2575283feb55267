// Every error class of this package. Codes are those of the command line: E0101 and so on.

/**
 * @typedef {object} Failure what the engine says went wrong
 * @property {string} code
 * @property {string} message
 * @property {string} [place]
 * @property {string} [excerpt]
 * @property {string} [help]
 */

/** Input that is wrong, or a mistake of jco (code `E0900`). */
export class JcoError extends Error {
  /** @param {Failure} failure */
  constructor({ code, message, place, excerpt, help }) {
    super(message);
    this.name = 'JcoError';
    this.code = code;
    // Only what is known: what a person sees of an uncaught error is its properties.
    if (place !== undefined) this.place = place;
    if (excerpt !== undefined) this.excerpt = excerpt;
    if (help !== undefined) this.help = help;
  }
}

/** An argument or option of the wrong name, type or value. */
export class JcoArgumentError extends TypeError {
  /**
   * @param {string} message
   * @param {string} [help]
   */
  constructor(message, help) {
    super(help === undefined ? message : `${message} (${help})`);
    this.name = 'JcoArgumentError';
    this.code = 'E0201';
  }
}

/**
 * A file that cannot be read.
 *
 * @param {string} path
 * @param {string} what it is: `the certificate`
 * @param {unknown} error of the host
 */
export function unreadable(path, what, error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code === 'ENOENT') return new JcoError({ code: 'E0401', message: `${what} is not there`, place: path });
  return new JcoError({ code: 'E0402', message: `${what} cannot be read: ${message}`, place: path });
}

/**
 * An error as data, for another process or thread.
 *
 * @param {unknown} error
 * @returns {Failure}
 */
export function failureOf(error) {
  const { code = 'E0900', message, place, excerpt, help } = /** @type {Failure} */ (error);
  return { code, message, place, excerpt, help };
}

/**
 * A failure as the command line tells of it, where the engine cannot.
 *
 * @param {Failure} failure
 * @param {boolean} json
 */
export function shownFailure(failure, json) {
  if (json) return `${JSON.stringify({ error: failure })}\n`;
  const { code, message, place, excerpt, help } = failure;
  const lines = [`error[${code}]: ${message}`, place && `  --> ${place}`, excerpt, help && `  help: ${help}`];
  return `${lines.filter(Boolean).join('\n')}\n`;
}

/**
 * Calls the engine, whose errors have a {@link Failure} as JSON for their message.
 *
 * @template T
 * @param {() => T} call
 * @returns {T}
 */
export function attempt(call) {
  try {
    return call();
  } catch (error) {
    throw error instanceof JcoError ? error : new JcoError(readFailure(error));
  }
}

/**
 * @param {unknown} error
 * @returns {Failure}
 */
function readFailure(error) {
  const message = error instanceof Error ? error.message : String(error);
  try {
    return JSON.parse(message);
  } catch {
    return { code: 'E0900', message };
  }
}
