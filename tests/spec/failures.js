// Why a command of a script does not pass.

import { describe } from './difference.js';

/** Thrown by a command that a former failure leaves nothing to work on. */
export class Blocked extends Error {}

/** What a claim was not met by. */
export class Unmet extends Error {
  /**
   * @param {string} message
   * @param {unknown} [error] what was thrown instead
   */
  constructor(message, error) {
    super(message);
    this.code = codeOf(error);
  }
}

/**
 * The code of a coded error.
 *
 * @param {any} error
 */
export function codeOf(error) {
  return typeof error?.code === 'string' ? error.code : undefined;
}

/**
 * The error as it is shown: with its stack.
 *
 * @param {unknown} error
 */
export function report(error) {
  if (error instanceof Blocked) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : describe(error);
}
