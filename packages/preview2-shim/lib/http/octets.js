// Field values as a host has them: text with a character for each byte.

import { FIELD_OVERHEAD, LARGEST_LIST } from './fields.js';

/** @typedef {import('./fields.js').Entry} Entry */
/** @typedef {import('./fields.js').Fields} Fields */

/** @param {Uint8Array} bytes */
function text(bytes) {
  let result = '';
  for (let index = 0; index < bytes.length; index++) result += String.fromCharCode(bytes[index]);
  return result;
}

/** @param {string} text */
function bytes(text) {
  const result = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) result[index] = text.charCodeAt(index);
  return result;
}

/**
 * @param {Fields} fields
 * @returns {string[]} names and values in turns
 */
export const flatten = (fields) => fields.entries().flatMap(([name, value]) => [name, text(value)]);

/**
 * @param {string[]} flat names and values in turns
 * @returns {Entry[]}
 */
export function unflatten(flat) {
  /** @type {Entry[]} */
  const entries = [];
  for (let index = 0; index < flat.length; index += 2) entries.push([flat[index], bytes(flat[index + 1])]);
  return entries;
}

/**
 * What a list of these would hold, if that is more than a list may: the host has an error for it, where the guest has none.
 * @param {string[]} flat names and values in turns
 */
export function excess(flat) {
  const size = flat.reduce((size, text) => size + text.length + FIELD_OVERHEAD / 2, 0);
  return size > LARGEST_LIST ? size : undefined;
}

const encoder = new TextEncoder();

/**
 * The bytes of text in UTF-8, as text with a character for each.
 * @param {string} text that has been written by a guest
 */
export const octets = (text) => (/^[\0-\x7f]*$/.test(text) ? text : bytesToText(text));

/** @param {string} unicode */
const bytesToText = (unicode) => text(encoder.encode(unicode));
