// What the transpiler makes of a component: its files, with sizes, one of them shown.

import { download, fill, freshId, h, sizeText } from '../dom.js';
import { coloured } from './code.js';
import { problem } from './problem.js';

/** @typedef {import('../engine/worker.js').MadeFile} MadeFile */

/** Of the text of a core module, which may be very long. */
const SHOWN = 200_000;

/**
 * @param {HTMLElement} place
 * @param {MadeFile[]} files
 * @param {(wasm: Uint8Array) => Promise<{ value?: string, failure?: import('../failure.js').Failure }>} print
 */
export function showMade(place, files, print) {
  const panel = h('div', { class: 'shown', role: 'tabpanel', id: freshId(), tabindex: -1 });
  const tabs = files.map((file) => tab(file, panel.id));
  const list = h('div', { class: 'files', role: 'tablist', 'aria-label': 'Files', 'aria-orientation': 'vertical', onkeydown: move }, tabs);

  /** @param {number} index */
  function select(index) {
    tabs.forEach((one, other) => {
      one.setAttribute('aria-selected', String(other === index));
      one.tabIndex = other === index ? 0 : -1;
    });
    panel.setAttribute('aria-labelledby', tabs[index].id);
    void show(panel, files[index], print);
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const at = tabs.findIndex((one) => one.getAttribute('aria-selected') === 'true');
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const index = (to + tabs.length) % tabs.length;
    select(index);
    tabs[index].focus();
  }

  tabs.forEach((one, index) => one.addEventListener('click', () => select(index)));
  const total = files.slice(1).reduce((sum, { size, gzip }) => ({ size: sum.size + size, gzip: sum.gzip + gzip }), { size: 0, gzip: 0 });
  const head = h('div', { class: 'files-head', 'aria-hidden': 'true' }, h('span', {}, 'File'), h('span', {}, 'Size'), h('span', {}, 'gzip'));
  const sum = h('p', { class: 'note' }, `${files.length - 1} files written, ${sizeText(total.size)} in all, ${sizeText(total.gzip)} compressed.`);
  fill(place, head, list, sum, panel);
  select(0);
}

/**
 * @param {MadeFile} file
 * @param {string} panel
 */
function tab({ name, size, gzip }, panel) {
  return h(
    'button',
    { role: 'tab', type: 'button', id: freshId(), 'aria-controls': panel },
    h('span', { class: 'file-name' }, name),
    h('span', { class: 'size' }, sizeText(size)),
    h('span', { class: 'size' }, sizeText(gzip)),
  );
}

/**
 * @param {HTMLElement} panel
 * @param {MadeFile} file
 * @param {Parameters<typeof showMade>[2]} print
 */
async function show(panel, file, print) {
  const { name, content } = file;
  const keep = h('button', { type: 'button', class: 'small', onclick: () => download(name.replace(/^.*\//, ''), content) }, 'Download');
  const title = h('div', { class: 'shown-head' }, h('code', {}, name), keep);
  if (typeof content === 'string') return fill(panel, title, code(content, name));
  fill(panel, title, h('p', { class: 'note' }, 'Reading the module…'));
  const { value, failure } = await print(content);
  // Another file may have been chosen meanwhile.
  if (panel.firstChild !== title) return;
  if (failure !== undefined) return fill(panel, title, problem(failure));
  const text = String(value);
  const rest = text.length > SHOWN && h('p', { class: 'note' }, `The first ${sizeText(SHOWN)} of ${sizeText(text.length)} of text.`);
  fill(panel, title, rest, code(text.slice(0, SHOWN), name));
}

/**
 * @param {string} text
 * @param {string} name
 */
const code = (text, name) => h('pre', { class: 'code-text', tabindex: 0, 'aria-label': `Text of ${name}` }, h('code', {}, coloured(text, name)));
