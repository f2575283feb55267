import { bytesOf, textOf } from './bytes.js';
import { withEngine } from './engine.js';

/** @type {typeof import('../../types/index.js').print} */
export async function print(binary) {
  const bytes = bytesOf(binary, 'the binary');
  return withEngine((engine) => engine.print(bytes));
}

/** @type {typeof import('../../types/index.js').parse} */
export async function parse(wat) {
  const bytes = textOf(wat, 'the text');
  return withEngine((engine) => engine.parse(bytes));
}

/** @type {typeof import('../../types/index.js').componentWit} */
export async function componentWit(binary) {
  const bytes = bytesOf(binary, 'the component');
  return withEngine((engine) => engine.wit(bytes));
}

/** @type {typeof import('../../types/index.js').componentExports} */
export async function componentExports(component) {
  const bytes = bytesOf(component, 'the component');
  return JSON.parse(await withEngine((engine) => engine.describe(bytes)));
}
