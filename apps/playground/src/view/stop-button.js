// Stop, which is there while something runs that takes a person's time.

import { h } from '../dom.js';

const PATIENCE = 150;

/** @param {() => void} stop */
export function stopButton(stop) {
  const note = h('span', { class: 'running' }, 'Running…');
  const button = h('button', { type: 'button', class: 'stop', onclick: stop }, 'Stop');
  const element = h('span', { class: 'stopping', role: 'status', hidden: true }, button, note);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return {
    element,

    /** @param {boolean} isRunning */
    whileRunning(isRunning) {
      clearTimeout(timer);
      if (!isRunning) {
        element.hidden = true;
        return;
      }
      timer = setTimeout(() => {
        element.hidden = false;
        // Where a button was that is disabled: nobody else has the focus.
        if (document.activeElement === document.body) button.focus();
      }, PATIENCE);
    },
  };
}
