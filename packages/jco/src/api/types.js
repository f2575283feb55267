import { withEngine } from './engine.js';
import { checkedOptions, typesOptions } from './options.js';
import { inFolder } from './transpile.js';
import { witInput } from './wit-input.js';

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
