// Types that are made of several values: record, tuple, list, map.

import { h } from '../dom.js';
import { field } from './field.js';
import { group } from './labels.js';

/**
 * @typedef {import('./field.js').Field} Field
 * @typedef {import('./field.js').Label} Label
 * @typedef {import('./field.js').Context} Context
 * @typedef {import('./field.js').Ref} Ref
 */

/**
 * @param {{ name: string, key: string, type: Ref }[]} fields
 * @param {Label} label
 * @param {string} typeText
 * @param {Context} context
 */
export function recordField(fields, label, typeText, context) {
  const parts = fields.map(({ name, type }) => field(type, { name }, context));
  return together(parts, label, typeText, (values) => Object.fromEntries(fields.map(({ key }, index) => [key, values[index]])));
}

/**
 * @param {Ref[]} types
 * @param {Label} label
 * @param {string} typeText
 * @param {Context} context
 */
export function tupleField(types, label, typeText, context) {
  const parts = types.map((type, index) => field(type, { name: String(index) }, context));
  return together(parts, label, typeText, (values) => values);
}

/**
 * @param {Field[]} parts
 * @param {Label} label
 * @param {string} typeText
 * @param {(values: any[]) => any} valueOf
 * @returns {Field}
 */
function together(parts, label, typeText, valueOf) {
  return {
    element: group(label, typeText, ...parts.map(({ element }) => element)),
    read: () => valueOf(parts.map((part) => part.read())),
    save: () => parts.map((part) => part.save()),
    restore: (saved) => parts.forEach((part, index) => part.restore(saved[index])),
  };
}

/**
 * @param {{ element: Ref, length?: number }} type
 * @param {Label} label
 * @param {string} typeText
 * @param {Context} context
 */
export function listField({ element, length }, label, typeText, context) {
  return growing((index) => field(element, { name: String(index) }, context), length, label, typeText, (values) => values);
}

/**
 * @param {{ key: Ref, value: Ref }} type
 * @param {Label} label
 * @param {string} typeText
 * @param {Context} context
 */
export function mapField({ key, value }, label, typeText, context) {
  const pair = (/** @type {number} */ index) => {
    const parts = [field(key, { name: 'key' }, context), field(value, { name: 'value' }, context)];
    return together(parts, { name: String(index) }, 'entry', (values) => values);
  };
  return growing(pair, undefined, label, typeText, (entries) => new Map(entries));
}

/**
 * @param {(index: number) => Field} make
 * @param {number | undefined} length if it is fixed
 * @param {Label} label
 * @param {string} typeText
 * @param {(values: any[]) => any} valueOf
 * @returns {Field}
 */
function growing(make, length, label, typeText, valueOf) {
  /** @type {Field[]} */
  let items = [];
  const list = h('ol', { class: 'items', start: 0 });
  const adder = h('button', { type: 'button', class: 'small', 'aria-label': `Add to ${label.name}`, onclick: () => focusOn(add()) }, 'Add');

  function add() {
    const item = make(items.length);
    const name = `Remove ${items.length} from ${label.name}`;
    const remover = h('button', { type: 'button', class: 'small quiet', 'aria-label': name, onclick: () => remove(item) }, 'Remove');
    items.push(item);
    list.append(h('li', {}, item.element, length === undefined && remover));
    return item;
  }

  /** @param {Field} item */
  function remove(item) {
    const saved = items.filter((other) => other !== item).map((other) => other.save());
    restore(saved);
    adder.focus();
  }

  /** The numbers in the names of items change: they are made again. @param {any[]} saved */
  function restore(saved) {
    items = [];
    list.replaceChildren();
    for (const one of saved) add().restore(one);
  }

  for (let index = 0; index < (length ?? 0); index++) add();
  return {
    element: group(label, typeText, list, length === undefined && adder),
    read: () => valueOf(items.map((item) => item.read())),
    save: () => items.map((item) => item.save()),
    restore,
  };
}

/** @param {Field} item */
function focusOn(item) {
  /** @type {HTMLElement | null} */ (item.element.querySelector('input, select, textarea, button'))?.focus();
}
