// Numbers, characters and strings, and lists of numbers, which nobody wants to enter one by one.

import { h } from '../dom.js';
import { labelled } from './labels.js';
import { parseNumbers, parsePrimitive } from './parse.js';

/** @typedef {import('./field.js').Label} Label */

/**
 * @param {string} name of the type
 * @param {Label} label
 * @returns {import('./field.js').Field}
 */
export function primitiveField(name, label) {
  if (name === 'string') return textField(h('textarea', { rows: 1, spellcheck: 'false', autocapitalize: 'off' }), name, label, String);
  const mode = /^[fs]|^char$/.test(name) ? 'text' : 'numeric';
  const start = name === 'char' ? 'a' : '0';
  const control = h('input', { type: 'text', value: start, inputmode: mode, autocomplete: 'off', class: 'short' });
  return textField(control, name, label, (text) => parsePrimitive(text, name));
}

/**
 * @param {{ element: import('../types.js').Ref, length?: number }} type
 * @param {Label} label
 * @param {string} typeText
 * @returns {import('./field.js').Field}
 */
export function numbersField({ element, length }, label, typeText) {
  const control = h('input', { type: 'text', placeholder: '1, 2, 3', autocomplete: 'off' });
  return textField(control, typeText, label, (text) => parseNumbers(text, String(element), length));
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} control
 * @param {string} typeText
 * @param {Label} label
 * @param {(text: string) => any} parse
 * @returns {import('./field.js').Field}
 */
function textField(control, typeText, label, parse) {
  const { element, checked } = labelled(control, label, typeText);
  return {
    element,
    read: () => checked(() => parse(control.value)),
    save: () => control.value,
    restore: (saved) => void (control.value = String(saved)),
  };
}
