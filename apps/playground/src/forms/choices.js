// Types whose values can be told beforehand.

import { h } from '../dom.js';
import { caption, group, labelled } from './labels.js';

/**
 * @typedef {import('./field.js').Field} Field
 * @typedef {import('./field.js').Label} Label
 */

/**
 * @param {Label} label
 * @param {string} typeText
 * @returns {Field}
 */
export function booleanField(label, typeText) {
  const control = h('input', { type: 'checkbox' });
  return {
    element: h('div', { class: 'field' }, h('label', { class: 'check' }, control, h('span', {}, ...caption(label, typeText)))),
    read: () => control.checked,
    save: () => control.checked,
    restore: (saved) => void (control.checked = Boolean(saved)),
  };
}

/**
 * @param {string[]} cases
 * @param {Label} label
 * @param {string} typeText
 * @returns {Field}
 */
export function enumField(cases, label, typeText) {
  const control = choice(cases);
  return {
    element: labelled(control, label, typeText).element,
    read: () => control.value,
    save: () => control.value,
    restore: (saved) => void (control.value = cases.includes(saved) ? saved : cases[0]),
  };
}

/** @param {string[]} names */
export const choice = (names) => h('select', {}, names.map((name) => h('option', { value: name }, name)));

/**
 * @param {{ name: string, key: string }[]} flags
 * @param {Label} label
 * @param {string} typeText
 * @returns {Field}
 */
export function flagsField(flags, label, typeText) {
  const boxes = flags.map(({ name, key }) => ({ key, name, box: h('input', { type: 'checkbox' }) }));
  const labels = boxes.map(({ name, box }) => h('label', { class: 'check' }, box, h('span', { class: 'name' }, name)));
  return {
    element: group(label, typeText, h('div', { class: 'checks' }, labels)),
    read: () => Object.fromEntries(boxes.map(({ key, box }) => [key, box.checked])),
    save: () => boxes.filter(({ box }) => box.checked).map(({ name }) => name),
    restore(saved) {
      for (const { name, box } of boxes) box.checked = saved.includes(name);
    },
  };
}
