// Text of a few languages, with a little colour: comments, strings, numbers and words of the language.

import { h } from '../dom.js';

const words = {
  wit: 'package world interface import export include use func async static constructor resource record variant enum flags type option result list tuple own borrow future stream from as with u8 u16 u32 u64 s8 s16 s32 s64 f32 f64 bool char string',
  js: 'import export from as const let var function class extends constructor return if else for of in while do switch case default break continue new this throw try catch finally typeof instanceof void null undefined true false async await get set static',
  wat: 'module component core func param result local import export memory table global type instance instantiate canon lift lower alias mut start data elem loop block if then else end br br_if br_table call call_indirect return drop select unreachable i32 i64 f32 f64',
};
const typeScript = `${words.js} declare type interface namespace implements readonly keyof number string boolean bigint unknown any never`;

/** @type {Record<string, string>} by the end of a file's name */
const languages = { wit: words.wit, js: words.js, ts: typeScript, wasm: words.wat };

/** Texts that are longer are shown without colour: it would take too many elements. */
const COLOURED = 250_000;

/**
 * @param {string} text
 * @param {string} fileName
 * @returns {Node}
 */
export function coloured(text, fileName) {
  const keywords = languages[fileName.replace(/^.*\./, '')];
  if (keywords === undefined || text.length > COLOURED) return document.createTextNode(text);
  const known = new Set(keywords.split(' '));
  const comment = keywords === words.wat ? ';;.*' : '//.*|/\\*[^]*?\\*/';
  const tokens = new RegExp(`(${comment})|("(?:\\\\.|[^"\\\\\\n])*"|'(?:\\\\.|[^'\\\\\\n])*'|\`(?:\\\\.|[^\`\\\\])*\`)|(\\b\\d[\\w.]*)|([A-Za-z_%$][\\w-]*)`, 'g');
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(tokens)) {
    const kind = kindOf(match, known);
    if (kind === undefined) continue;
    fragment.append(text.slice(end, match.index), h('span', { class: kind }, match[0]));
    end = match.index + match[0].length;
  }
  fragment.append(text.slice(end));
  return fragment;
}

/**
 * @param {RegExpMatchArray} match
 * @param {Set<string>} known
 */
function kindOf([, comment, string, number, word], known) {
  if (comment !== undefined) return 't-comment';
  if (string !== undefined) return 't-string';
  if (number !== undefined) return 't-number';
  return known.has(word) ? 't-word' : undefined;
}
