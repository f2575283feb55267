// A component and a call of it in the fragment of a URL: nothing of it is ever sent to a server.

import { compressed, expanded, fromBase64Url, toBase64Url } from './compression.js';

/** The most bytes of a component, compressed, that a link has. */
export const LIMIT = 64 * 1024;

/**
 * @typedef {{ example: string } | { bytes: Uint8Array, name: string }} Source
 *
 * @typedef {object} Shared
 * @property {Source} source
 * @property {{ id: string, args: any }} [call] the last call, as its form has it
 * @property {any} [command] what the command is given
 */

export class TooLarge extends Error {
  /** @param {number} size */
  constructor(size) {
    super(`the component has ${size} bytes, compressed`);
    this.size = size;
  }
}

/**
 * @param {Shared} shared
 * @returns {Promise<string>} a fragment, without its `#`
 */
export async function toFragment({ source, call, command }) {
  const fields = new URLSearchParams();
  if ('example' in source) fields.set('example', source.example);
  else await addComponent(fields, source);
  const more = call ?? command;
  if (more !== undefined) fields.set(call === undefined ? 'run' : 'call', await packed(new TextEncoder().encode(JSON.stringify(more))));
  return fields.toString();
}

/**
 * @param {URLSearchParams} fields
 * @param {{ bytes: Uint8Array, name: string }} source
 */
async function addComponent(fields, { bytes, name }) {
  const small = await compressed(bytes, 'deflate-raw');
  if (small.length > LIMIT) throw new TooLarge(small.length);
  fields.set('name', name);
  fields.set('component', toBase64Url(small));
}

/** @param {Uint8Array} bytes */
const packed = async (bytes) => toBase64Url(await compressed(bytes, 'deflate-raw'));

/** @param {string} text */
const unpacked = (text) => expanded(fromBase64Url(text), 'deflate-raw');

/**
 * @param {string} fragment
 * @returns {Promise<Shared | undefined>} undefined where there is nothing in it
 */
export async function fromFragment(fragment) {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const source = await sourceIn(fields);
  if (source === undefined) return undefined;
  const json = async (/** @type {string} */ name) => {
    const text = fields.get(name);
    return text === null ? undefined : JSON.parse(new TextDecoder().decode(await unpacked(text)));
  };
  return { source, call: await json('call'), command: await json('run') };
}

/**
 * @param {URLSearchParams} fields
 * @returns {Promise<Source | undefined>}
 */
async function sourceIn(fields) {
  const example = fields.get('example');
  if (example !== null) return { example };
  const component = fields.get('component');
  return component === null ? undefined : { bytes: await unpacked(component), name: fields.get('name') ?? 'shared.wasm' };
}
