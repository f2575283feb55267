// A terminal: a screen, and a line to type when a command wants one.

import { freshId, h } from '../dom.js';
import { createScreen } from './screen.js';

export function createTerminal() {
  const { element: screen, print, clear } = createScreen();
  /** @type {((text: string | null) => void) | undefined} */
  let waiting;
  const { element: prompt, line } = promptView(submit);

  /** @param {string | null} text null: the input ends */
  function submit(text) {
    const give = waiting;
    rest();
    if (text !== null) print('stdin', text);
    screen.focus();
    give?.(text);
  }

  /** @param {(text: string | null) => void} give */
  function ask(give) {
    waiting = give;
    prompt.hidden = false;
    line.focus();
  }

  /** Nobody waits for a line any more. */
  function rest() {
    waiting = undefined;
    prompt.hidden = true;
    line.value = '';
  }

  return { element: h('div', { class: 'terminal' }, screen, prompt), print, clear, ask, rest };
}

/** @param {(text: string | null) => void} submit */
function promptView(submit) {
  const id = freshId();
  const line = h('input', { id, type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', onkeydown: ctrlD });
  const end = h('button', { type: 'button', class: 'small', title: 'Ctrl+D', onclick: () => submit(null) }, 'End of input');
  const element = h('form', { class: 'prompt', hidden: true, onsubmit: enter }, h('label', { for: id }, 'Input'), line, h('button', { class: 'small' }, 'Enter'), end);

  /** @param {Event} event */
  function enter(event) {
    event.preventDefault();
    submit(`${line.value}\n`);
  }

  /** @param {KeyboardEvent} event */
  function ctrlD(event) {
    if (!event.ctrlKey || event.key !== 'd') return;
    event.preventDefault();
    submit(null);
  }

  return { element, line };
}
