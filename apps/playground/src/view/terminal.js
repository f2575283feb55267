// A terminal: what a command prints, and a line to type when it wants one.

import { freshId, h } from '../dom.js';

/** Letters that are kept; of a command that prints more the oldest go. */
const KEPT = 400_000;

export function createTerminal() {
  const screen = h('pre', { role: 'log', 'aria-label': 'Terminal', tabindex: 0 });
  const id = freshId();
  const line = h('input', { id, type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', onkeydown: ctrlD });
  const end = h('button', { type: 'button', class: 'small', title: 'Ctrl+D', onclick: () => submit(null) }, 'End of input');
  const prompt = h('form', { class: 'prompt', hidden: true, onsubmit: enter }, h('label', { for: id }, 'Input'), line, h('button', { class: 'small' }, 'Enter'), end);
  const element = h('div', { class: 'terminal' }, screen, prompt);

  /** @type {((text: string | null) => void) | undefined} */
  let waiting;
  /** @type {{ stream: string, text: string }[]} */
  let pending = [];
  let length = 0;

  /** @param {string | null} text */
  function submit(text) {
    const give = waiting;
    waiting = undefined;
    prompt.hidden = true;
    line.value = '';
    if (text !== null) print('stdin', text);
    screen.focus();
    give?.(text);
  }

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

  /** Pieces that come in one frame are shown together. @param {string} stream @param {string} text */
  function print(stream, text) {
    if (pending.length === 0) requestAnimationFrame(show);
    const last = pending.at(-1);
    if (last?.stream === stream) last.text += text;
    else pending.push({ stream, text });
  }

  function show() {
    const isAtEnd = screen.scrollHeight - screen.scrollTop - screen.clientHeight < 40;
    for (const { stream, text } of pending) {
      screen.append(h('span', { class: stream }, text));
      length += text.length;
    }
    pending = [];
    forget(length - KEPT);
    if (isAtEnd) screen.scrollTop = screen.scrollHeight;
  }

  /** @param {number} letters at the beginning */
  function forget(letters) {
    for (let rest = letters; rest > 0 && screen.firstChild !== null; ) {
      const text = screen.firstChild.textContent ?? '';
      if (text.length > rest) screen.firstChild.textContent = text.slice(rest);
      else screen.firstChild.remove();
      length -= Math.min(rest, text.length);
      rest -= text.length;
    }
  }

  return {
    element,
    print,

    clear() {
      screen.replaceChildren();
      pending = [];
      length = 0;
    },

    /** Asks for a line. @param {(text: string | null) => void} give null: the input ends */
    ask(give) {
      waiting = give;
      prompt.hidden = false;
      line.focus();
    },

    /** Nobody waits for a line any more. */
    rest() {
      waiting = undefined;
      prompt.hidden = true;
    },
  };
}
