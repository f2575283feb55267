// What is around controls: names and types, and what is wrong.

import { freshId, h } from '../dom.js';
import { Invalid, Mistake } from './mistakes.js';

/** @typedef {import('./field.js').Label} Label */

/**
 * @param {Label} label
 * @param {string} typeText
 */
export const caption = ({ name }, typeText) => [h('span', { class: 'name' }, name), ' ', h('span', { class: 'type' }, typeText)];

/**
 * A control with its label before it, and room for what is wrong behind it.
 *
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} control
 * @param {Label} label
 * @param {string} typeText
 */
export function labelled(control, label, typeText) {
  const error = h('p', { class: 'mistake', id: freshId(), hidden: true });
  control.id = freshId();
  control.addEventListener('input', () => tell(undefined));

  /** @param {string | undefined} message */
  function tell(message) {
    error.textContent = message ?? '';
    error.hidden = message === undefined;
    for (const [name, value] of [['aria-invalid', 'true'], ['aria-describedby', error.id]]) {
      if (message === undefined) control.removeAttribute(name);
      else control.setAttribute(name, value);
    }
  }

  return {
    element: h('div', { class: 'field' }, h('label', { for: control.id }, ...caption(label, typeText)), control, error),

    /**
     * What the control stands for; where it is nothing, that is told beside it.
     *
     * @template T
     * @param {() => T} read
     * @returns {T}
     */
    checked(read) {
      try {
        const value = read();
        tell(undefined);
        return value;
      } catch (mistake) {
        if (!(mistake instanceof Mistake)) throw mistake;
        tell(mistake.message);
        throw new Invalid(mistake.message, control);
      }
    },
  };
}

/**
 * Fields that belong together.
 *
 * @param {Label} label
 * @param {string} typeText
 * @param {...import('../dom.js').Child} children
 */
export const group = (label, typeText, ...children) => h('fieldset', {}, h('legend', {}, ...caption(label, typeText)), ...children);
