// Text of components and of WIT, and TypeScript made of it. One file, as is component.js: the modules that importing
// jco loads are a good part of the memory of a small program.

import { bytesOf, textOf } from './bytes.js';
import { withEngine } from './engine.js';
import { checkedOptions, typesOptions } from './options.js';
import { inFolder } from './transpile.js';
import { witInput } from './wit-input.js';

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

/** @type {typeof import('../../types/index.js').types} */
export async function types(wit, options = {}) {
  return declarations(wit, options, options.guest === true);
}

/** @type {typeof import('../../types/index.js').guestTypes} */
export async function guestTypes(wit, options = {}) {
  return declarations(wit, options, true);
}

/**
 * @param {import('../../types/index.js').WitSource} wit
 * @param {import('../../types/index.js').TypesOptions} options
 * @param {boolean} isGuest
 */
async function declarations(wit, options, isGuest) {
  const told = { name: defaultName(wit, options), ...options };
  const json = checkedOptions(told, typesOptions);
  const input = witInput(wit, options);
  const files = await withEngine((engine) => engine.types(input, isGuest, json));
  return inFolder(files, options.outDir);
}

/**
 * What the files are called: after the world that was named, else after the path.
 *
 * @param {import('../../types/index.js').WitSource} wit
 * @param {import('../../types/index.js').TypesOptions} options
 */
function defaultName(wit, { worldName }) {
  if (typeof worldName === 'string') return worldName.replace(/^.*\//, '').replace(/@.*$/, '');
  const last = typeof wit === 'string' ? wit.split(/[\\/]/).filter(Boolean).at(-1) : undefined;
  const stem = last?.replace(/(?!^)\.[^.]*$/, '');
  return stem === undefined || /^\.*$/.test(stem) ? 'world' : stem;
}
