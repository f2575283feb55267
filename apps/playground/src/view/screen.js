// What a command prints, in the order in which it does.

import { h } from '../dom.js';

/** Letters that are kept; of a command that prints more the oldest go. */
const KEPT = 400_000;

export function createScreen() {
  const element = h('pre', { role: 'log', 'aria-label': 'Terminal', tabindex: 0 });
  /** @type {{ stream: string, text: string }[]} */
  let pending = [];
  let length = 0;

  /** Pieces that come in one frame are shown together. @param {string} stream @param {string} text */
  function print(stream, text) {
    if (pending.length === 0) requestAnimationFrame(show);
    const last = pending.at(-1);
    if (last?.stream === stream) last.text += text;
    else pending.push({ stream, text });
  }

  function show() {
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
    for (const { stream, text } of pending) {
      element.append(h('span', { class: stream }, text));
      length += text.length;
    }
    pending = [];
    if (length > KEPT) forget(element, length - KEPT);
    length = Math.min(length, KEPT);
    if (isAtEnd) element.scrollTop = element.scrollHeight;
  }

  function clear() {
    element.replaceChildren();
    pending = [];
    length = 0;
  }

  return { element, print, clear };
}

/**
 * @param {HTMLElement} element
 * @param {number} letters at its beginning
 */
function forget(element, letters) {
  for (let rest = letters; rest > 0 && element.firstChild !== null; ) {
    const text = element.firstChild.textContent ?? '';
    if (text.length > rest) element.firstChild.textContent = text.slice(rest);
    else element.firstChild.remove();
    rest -= text.length;
  }
}
