import { engine } from '../binding.js';
import { attempt } from '../errors.js';
import { bytesOf, textOf } from './bytes.js';

/** @type {typeof import('../../types/index.js').print} */
export async function print(binary) {
  const bytes = bytesOf(binary, 'the binary');
  return attempt(() => engine().print(bytes));
}

/** @type {typeof import('../../types/index.js').parse} */
export async function parse(wat) {
  const bytes = textOf(wat, 'the text');
  return attempt(() => engine().parse(bytes));
}

/** @type {typeof import('../../types/index.js').componentWit} */
export async function componentWit(binary) {
  const bytes = bytesOf(binary, 'the component');
  return attempt(() => engine().wit(bytes));
}
