// The files of a command, in memory: listed, read, changed and added to.

import { download, fill, freshId, h, sizeText } from '../dom.js';

/** Texts that are longer are not put into a field. */
const EDITABLE = 100_000;

/** @typedef {ReturnType<typeof createMemoryFiles>} MemoryFiles */

export function createMemoryFiles() {
  /** @type {Map<string, { bytes: Uint8Array, isWritten: boolean }>} */
  let files = new Map();
  const list = h('ul', { class: 'memory-files', 'aria-label': 'Files in memory' });
  const chooser = h('input', { type: 'file', multiple: true, hidden: true, onchange: upload });
  const name = h('input', { id: freshId(), type: 'text', placeholder: 'notes.txt', autocomplete: 'off' });
  const adder = h(
    'form',
    { class: 'add-file', onsubmit: addEmpty },
    h('label', { for: name.id }, 'Name'),
    name,
    h('button', { class: 'small' }, 'New file'),
    h('button', { type: 'button', class: 'small', onclick: () => chooser.click() }, 'From disk…'),
    chooser,
  );

  async function upload() {
    for (const file of chooser.files ?? []) put(file.name, new Uint8Array(await file.arrayBuffer()));
    chooser.value = '';
    show();
  }

  /** @param {Event} event */
  function addEmpty(event) {
    event.preventDefault();
    const path = name.value.trim().replace(/^\/+/, '');
    if (path === '' || files.has(path)) return name.focus();
    put(path, new Uint8Array());
    name.value = '';
    show(path);
  }

  /** @param {string} path @param {Uint8Array} bytes @param {boolean} [isWritten] */
  const put = (path, bytes, isWritten = false) => void files.set(path, { bytes, isWritten });

  /** @param {string} [open] which one is shown open */
  function show(open) {
    const paths = [...files.keys()].sort();
    fill(list, paths.map((path) => item(path, path === open)));
    if (paths.length === 0) fill(list, h('li', { class: 'note' }, 'None. The command finds an empty folder at /.'));
    /** @type {HTMLElement | null} */ (list.querySelector('details[open] textarea'))?.focus();
  }

  /** @param {string} path @param {boolean} isOpen */
  function item(path, isOpen) {
    const { bytes, isWritten } = /** @type {{ bytes: Uint8Array, isWritten: boolean }} */ (files.get(path));
    const size = h('span', { class: 'size' }, sizeText(bytes.length));
    const mark = isWritten && h('span', { class: 'written' }, 'written');
    const remove = () => (files.delete(path), show());
    const tools = h(
      'div',
      { class: 'actions' },
      h('button', { type: 'button', class: 'small', onclick: () => download(path.replace(/^.*\//, ''), files.get(path)?.bytes ?? '') }, 'Download'),
      h('button', { type: 'button', class: 'small quiet', 'aria-label': `Remove ${path}`, onclick: remove }, 'Remove'),
    );
    const summary = h('summary', {}, h('code', {}, `/${path}`), mark, size);
    return h('li', {}, h('details', { open: isOpen }, summary, editor(path, bytes, size), tools));
  }

  /** @param {string} path @param {Uint8Array} bytes @param {HTMLElement} size */
  function editor(path, bytes, size) {
    const text = textOf(bytes);
    if (text === undefined) return h('p', { class: 'note' }, 'This is no text, or a long one.');
    const area = h('textarea', { rows: 4, 'aria-label': `Content of ${path}`, spellcheck: 'false' });
    area.value = text;
    area.addEventListener('input', () => {
      put(path, new TextEncoder().encode(area.value));
      size.textContent = sizeText(files.get(path)?.bytes.length ?? 0);
    });
    return area;
  }

  show();
  return {
    element: h('div', {}, list, adder),

    /** @returns {Record<string, Uint8Array>} */
    contents: () => Object.fromEntries([...files].map(([path, { bytes }]) => [path, bytes])),

    /** What a run has left. Those that differ from before are marked. @param {Record<string, Uint8Array>} left */
    replace(left) {
      const before = files;
      files = new Map();
      for (const [path, bytes] of Object.entries(left)) put(path, bytes, !isSame(before.get(path)?.bytes, bytes));
      show();
    },

    /** Files as text: what is none is left out. @returns {Record<string, string>} */
    save() {
      const texts = [...files].map(([path, { bytes }]) => /** @type {const} */ ([path, textOf(bytes) ?? '']));
      return Object.fromEntries(texts.filter(([path, text]) => text !== '' || files.get(path)?.bytes.length === 0));
    },

    /** @param {Record<string, string>} saved */
    restore(saved) {
      files = new Map();
      for (const [path, text] of Object.entries(saved)) put(path, new TextEncoder().encode(text));
      show();
    },
  };
}

/** @param {Uint8Array} bytes */
function textOf(bytes) {
  if (bytes.length > EDITABLE) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** @param {Uint8Array | undefined} one @param {Uint8Array} other */
const isSame = (one, other) => one !== undefined && one.length === other.length && one.every((byte, index) => byte === other[index]);
