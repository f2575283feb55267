// A resource: one of those that earlier calls have given.

import { h } from '../dom.js';
import { handleText } from '../wave.js';
import { labelled } from './labels.js';
import { Mistake } from './mistakes.js';

/**
 * @param {{ resource: import('./field.js').Ref }} type
 * @param {import('./field.js').Label} label
 * @param {string} typeText
 * @param {import('./field.js').Context} context
 * @returns {import('./field.js').Field}
 */
export function handleField({ resource }, label, typeText, { types, handles }) {
  const control = h('select');
  const { element, checked } = labelled(control, label, typeText);

  function show() {
    const known = handles.of(resource);
    const chosen = control.value;
    const none = known.length === 0 ? [h('option', { value: '' }, `no ${types.text(resource)} yet`)] : [];
    control.replaceChildren(...none, ...known.map((id) => h('option', { value: id }, handleText(id, resource, types))));
    if (known.includes(Number(chosen))) control.value = chosen;
  }

  show();
  handles.onChange(show, element);
  return {
    element,
    read: () =>
      checked(() => {
        if (control.value === '') throw new Mistake(`There is no ${types.text(resource)}: make one first.`);
        return { $handle: Number(control.value) };
      }),
    save: () => null,
    restore: () => {},
  };
}
