// One file in memory: its name and size and, unfolded, its text.

import { download, h, sizeText } from '../dom.js';

/** Texts that are longer are not put into a field. */
const EDITABLE = 100_000;

/** @typedef {{ bytes: Uint8Array, isWritten: boolean }} MemoryFile `isWritten`: by the last run */

/**
 * @param {string} path
 * @param {MemoryFile} file what is entered is put into it
 * @param {boolean} isOpen
 * @param {() => void} remove
 */
export function memoryFile(path, file, isOpen, remove) {
  const size = h('span', { class: 'size' }, sizeText(file.bytes.length));
  const mark = file.isWritten && h('span', { class: 'written' }, 'written');
  const keep = () => download(path.replace(/^.*\//, ''), file.bytes);
  const tools = h(
    'div',
    { class: 'actions' },
    h('button', { type: 'button', class: 'small', onclick: keep }, 'Download'),
    h('button', { type: 'button', class: 'small quiet', 'aria-label': `Remove ${path}`, onclick: remove }, 'Remove'),
  );
  const summary = h('summary', {}, h('code', {}, `/${path}`), mark, size);
  return h('li', {}, h('details', { open: isOpen }, summary, editor(path, file, size), tools));
}

/**
 * @param {string} path
 * @param {MemoryFile} file
 * @param {HTMLElement} size
 */
function editor(path, file, size) {
  const [text] = textOf(file.bytes) ?? [];
  if (text === undefined) return h('p', { class: 'note' }, 'This is no text, or a long one.');
  const area = h('textarea', { rows: 4, 'aria-label': `Content of ${path}`, spellcheck: 'false' });
  area.value = text;
  area.addEventListener('input', () => {
    file.bytes = new TextEncoder().encode(area.value);
    size.textContent = sizeText(file.bytes.length);
  });
  return area;
}

/**
 * @param {Uint8Array} bytes
 * @returns {[text: string] | undefined} undefined where they are none, or too many
 */
export function textOf(bytes) {
  if (bytes.length > EDITABLE) return undefined;
  try {
    return [new TextDecoder('utf-8', { fatal: true }).decode(bytes)];
  } catch {
    return undefined;
  }
}
