// The files of a command, in memory: listed, read, changed and added to.

import { fill, freshId, h } from '../dom.js';
import { memoryFile, textOf } from './memory-file.js';

/** @typedef {ReturnType<typeof createMemoryFiles>} MemoryFiles */

export function createMemoryFiles() {
  /** @type {Map<string, import('./memory-file.js').MemoryFile>} */
  let files = new Map();
  const list = h('ul', { class: 'memory-files', 'aria-label': 'Files in memory' });
  const adder = adderView((path, bytes) => {
    if (bytes === undefined && files.has(path)) return;
    files.set(path, { bytes: bytes ?? new Uint8Array(), isWritten: false });
    show(path);
  });

  /** @param {string} [open] which one is shown open */
  function show(open) {
    const remove = (/** @type {string} */ path) => () => (files.delete(path), show());
    const items = [...files.keys()].sort().map((path) => memoryFile(path, /** @type {any} */ (files.get(path)), path === open, remove(path)));
    fill(list, items.length > 0 ? items : h('li', { class: 'note' }, 'None. The command finds an empty folder at /.'));
    /** @type {HTMLElement | null} */ (list.querySelector('details[open] textarea'))?.focus();
  }

  /** @param {[path: string, bytes: Uint8Array][]} contents @param {(path: string, bytes: Uint8Array) => boolean} isWritten */
  function put(contents, isWritten) {
    files = new Map(contents.map(([path, bytes]) => [path, { bytes, isWritten: isWritten(path, bytes) }]));
    show();
  }

  show();
  return {
    element: h('div', {}, list, adder),
    /** @returns {Record<string, Uint8Array>} */
    contents: () => Object.fromEntries([...files].map(([path, { bytes }]) => [path, bytes])),

    /** What a run has left. Those that differ from before are marked. @param {Record<string, Uint8Array>} left */
    replace: (left) => put(Object.entries(left), (path, bytes) => !isSame(files.get(path)?.bytes, bytes)),

    /** Files as text: what is none is left out. @returns {Record<string, string>} */
    save: () => Object.fromEntries([...files].flatMap(([path, { bytes }]) => textOf(bytes)?.map((text) => [path, text]) ?? [])),

    /** @param {Record<string, string>} saved */
    restore: (saved) => put(Object.entries(saved).map(([path, text]) => [path, new TextEncoder().encode(text)]), () => false),
  };
}

/** @param {(path: string, bytes?: Uint8Array) => void} add without bytes an empty one */
function adderView(add) {
  const chooser = h('input', { type: 'file', multiple: true, hidden: true, onchange: upload });
  const name = h('input', { id: freshId(), type: 'text', placeholder: 'notes.txt', autocomplete: 'off' });

  async function upload() {
    for (const file of chooser.files ?? []) add(file.name, new Uint8Array(await file.arrayBuffer()));
    chooser.value = '';
  }

  /** @param {Event} event */
  function addEmpty(event) {
    event.preventDefault();
    const path = name.value.trim().replace(/^\/+/, '');
    if (path === '') return name.focus();
    name.value = '';
    add(path);
  }

  const fromDisk = h('button', { type: 'button', class: 'small', onclick: () => chooser.click() }, 'From disk…');
  return h('form', { class: 'add-file', onsubmit: addEmpty }, h('label', { for: name.id }, 'Name'), name, h('button', { class: 'small' }, 'New file'), fromDisk, chooser);
}

/** @param {Uint8Array | undefined} one @param {Uint8Array} other */
const isSame = (one, other) => one !== undefined && one.length === other.length && one.every((byte, index) => byte === other[index]);
