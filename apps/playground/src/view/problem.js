// An error as a person reads it: what, where, and what to do.

import { h } from '../dom.js';

/**
 * @param {import('../failure.js').Failure} failure
 * @param {string} [title] what did not work
 */
export function problem({ code, message, place, excerpt, help }, title) {
  return h(
    'div',
    { class: 'problem', role: 'alert' },
    title !== undefined && h('p', { class: 'problem-title' }, title),
    h('p', {}, code !== undefined && h('code', { class: 'code' }, code), code !== undefined && ' ', message),
    place !== undefined && h('p', { class: 'where' }, 'at ', h('code', {}, place)),
    excerpt !== undefined && h('pre', { tabindex: 0, 'aria-label': 'Where it is' }, excerpt),
    help !== undefined && h('p', { class: 'help' }, help),
  );
}
