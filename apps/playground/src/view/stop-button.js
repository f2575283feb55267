// Stop, which is there while something runs that takes a person's time.

import { h } from '../dom.js';

const PATIENCE = 150;

/**
 * @param {HTMLButtonElement} starter what was pressed: it rests meanwhile
 * @param {() => void} stop
 */
export function stopButton(starter, stop) {
  const note = h('span', { class: 'running' }, 'Running…');
  const button = h('button', { type: 'button', class: 'stop', onclick: stop }, 'Stop');
  const element = h('span', { class: 'stopping', role: 'status', hidden: true }, button, note);
  // A button that is disabled or hidden loses the focus, in some frame or other.
  const hasFocus = () => [document.body, starter, button].includes(/** @type {any} */ (document.activeElement));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function show() {
    const isFree = hasFocus();
    element.hidden = false;
    if (isFree) button.focus();
  }

  return {
    element,

    /** @param {boolean} isRunning */
    whileRunning(isRunning) {
      clearTimeout(timer);
      const isFree = hasFocus();
      starter.disabled = isRunning;
      if (isRunning) {
        timer = setTimeout(show, PATIENCE);
        return;
      }
      element.hidden = true;
      if (isFree) starter.focus();
    },
  };
}
