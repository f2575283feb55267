// Types of which one case is chosen, and then its payload: variant, option, result.

import { h } from '../dom.js';
import { choice } from './choices.js';
import { field } from './field.js';
import { labelled } from './labels.js';

/**
 * @typedef {import('./field.js').Field} Field
 * @typedef {import('./field.js').Label} Label
 * @typedef {import('./field.js').Context} Context
 * @typedef {import('./field.js').Ref} Ref
 * @typedef {{ name: string, type: Ref | null }} Case
 */

/**
 * @param {Case[]} cases
 * @param {Label} label
 * @param {string} typeText
 * @param {Context} context
 */
export function variantField(cases, label, typeText, context) {
  return casesField(cases, label, typeText, context, (tag, payload) => {
    return payload === undefined ? { tag } : { tag, val: payload.read() };
  });
}

/**
 * @param {{ ok: Ref | null, err: Ref | null }} type
 * @param {Label} label
 * @param {string} typeText
 * @param {Context} context
 */
export const resultField = ({ ok, err }, label, typeText, context) =>
  variantField([{ name: 'ok', type: ok }, { name: 'err', type: err }], label, typeText, context);

/**
 * @param {{ some: Ref, isTagged: boolean }} type
 * @param {Label} label
 * @param {string} typeText
 * @param {Context} context
 */
export function optionField({ some, isTagged }, label, typeText, context) {
  const cases = [{ name: 'none', type: null }, { name: 'some', type: some }];
  return casesField(cases, label, typeText, context, (tag, payload) => {
    if (!isTagged) return payload?.read();
    return payload === undefined ? { tag } : { tag, val: payload.read() };
  });
}

/**
 * @param {Case[]} cases
 * @param {Label} label
 * @param {string} typeText
 * @param {Context} context
 * @param {(tag: string, payload: Field | undefined) => any} valueOf
 * @returns {Field}
 */
function casesField(cases, label, typeText, context, valueOf) {
  const control = choice(cases.map(({ name }) => name));
  const { element } = labelled(control, label, typeText);
  /** What was entered for a case is there again when it is chosen again. @type {Map<string, Field>} */
  const payloads = new Map();
  const place = h('div', { class: 'payload' });

  function show() {
    const payload = chosen();
    place.hidden = payload === undefined;
    place.replaceChildren(...(payload === undefined ? [] : [payload.element]));
  }

  function chosen() {
    const ref = cases.find(({ name }) => name === control.value)?.type ?? null;
    if (ref === null) return undefined;
    const payload = payloads.get(control.value) ?? field(ref, { name: control.value }, context);
    payloads.set(control.value, payload);
    return payload;
  }

  control.addEventListener('change', show);
  show();
  element.append(place);
  return {
    element,
    read: () => valueOf(control.value, chosen()),
    save: () => [control.value, chosen()?.save() ?? null],
    restore([name, saved]) {
      if (!cases.some((one) => one.name === name)) return;
      control.value = name;
      show();
      if (saved !== null) chosen()?.restore(saved);
    },
  };
}
