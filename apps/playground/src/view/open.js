// Where components come in: a file that is dropped or chosen, or an example; and what is wrong with one.

import { byId, fill, h, sizeText } from '../dom.js';
import { examples } from '../examples.js';
import { problem } from './problem.js';

/**
 * @param {object} actions
 * @param {(file: File) => void} actions.onFile
 * @param {(id: string) => void} actions.onExample
 */
export function openView({ onFile, onExample }) {
  const [section, status, trouble] = ['open', 'status', 'trouble'].map(byId);
  const select = /** @type {HTMLSelectElement} */ (byId('example'));

  takeChoices(select, { onFile, onExample });
  takeDrops(section, onFile);

  /** @type {{ text: Node[], example: string } | undefined} what is open */
  let now;
  function showNow() {
    section.removeAttribute('aria-busy');
    fill(status, now?.text ?? []);
    select.value = now?.example ?? '';
  }

  return {
    /** @param {string} name */
    busy(name) {
      section.setAttribute('aria-busy', 'true');
      fill(trouble);
      status.textContent = `Opening ${name}…`;
    },

    /** @param {string} name @param {number} size @param {import('../share.js').Source} source */
    opened(name, size, source) {
      const text = [h('strong', {}, name), document.createTextNode(` ${sizeText(size)}`)];
      now = { text, example: 'example' in source ? source.example : '' };
      section.className = 'small';
      showNow();
      document.title = `${name} · jco playground`;
    },

    /** @param {string} name @param {import('../failure.js').Failure} failure */
    failed(name, failure) {
      showNow();
      fill(trouble, problem(failure, `${name} cannot be opened`));
      trouble.scrollIntoView({ block: 'nearest' });
    },
  };
}

/**
 * @param {HTMLSelectElement} select
 * @param {Parameters<typeof openView>[0]} actions
 */
function takeChoices(select, { onFile, onExample }) {
  const chooser = /** @type {HTMLInputElement} */ (byId('file'));
  chooser.addEventListener('change', () => {
    const [file] = chooser.files ?? [];
    if (file !== undefined) onFile(file);
    chooser.value = '';
  });
  byId('choose').addEventListener('click', () => chooser.click());
  select.append(...examples.map(({ id, title }) => h('option', { value: id }, title)));
  select.addEventListener('change', () => select.value !== '' && onExample(select.value));
  fill(byId('examples'), examples.map((example) => exampleRow(example, onExample)));
}

/**
 * @param {import('../examples.js').Example} example
 * @param {(id: string) => void} onExample
 */
const exampleRow = ({ id, title, shows }, onExample) =>
  h('li', {}, h('button', { type: 'button', onclick: () => onExample(id) }, title), h('span', {}, shows));

/**
 * Files may be dropped anywhere: who misses the place would have the browser leave the page.
 *
 * @param {HTMLElement} section
 * @param {(file: File) => void} onFile
 */
function takeDrops(section, onFile) {
  const hasFile = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files');
  let depth = 0;
  const mark = (/** @type {number} */ by) => {
    depth = Math.max(0, depth + by);
    section.classList.toggle('over', depth > 0);
  };
  window.addEventListener('dragenter', (event) => hasFile(event) && mark(1));
  window.addEventListener('dragleave', (event) => hasFile(event) && mark(-1));
  window.addEventListener('dragover', (event) => hasFile(event) && event.preventDefault());
  window.addEventListener('drop', (event) => {
    const file = event.dataTransfer?.files[0];
    if (file === undefined) return;
    event.preventDefault();
    mark(-Infinity);
    onFile(file);
  });
}
