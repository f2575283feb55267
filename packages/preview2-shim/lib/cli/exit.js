// wasi:cli/exit

import { ComponentExit } from '../core/errors.js';

/** @param {{ tag: 'ok' | 'err' }} status */
export function exit(status) {
  exitWithCode(status.tag === 'ok' ? 0 : 1);
}

/** @param {number} code */
export function exitWithCode(code) {
  throw new ComponentExit(code);
}
