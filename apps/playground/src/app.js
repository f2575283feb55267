// The page: where components come in, and what is shown of the one that is open.

import { byId, fill, h, sizeText } from './dom.js';
import { createEngine } from './engine/client.js';
import { bytesOfExample, examples } from './examples.js';
import { failureOf } from './failure.js';
import { createHandles } from './handles.js';
import { createSession } from './session.js';
import { LIMIT, TooLarge, fromFragment, toFragment } from './share.js';
import { createTypes } from './types.js';
import { showExports } from './view/exports.js';
import { showMade } from './view/made.js';
import { openView } from './view/open.js';
import { problem } from './view/problem.js';

/**
 * @typedef {object} Current
 * @property {import('./share.js').Source} source
 * @property {import('./session.js').Session | undefined} session
 * @property {import('./view/exports.js').ExportsView | undefined} view
 */

const engine = createEngine();
const view = openView({ onFile: openFile, onExample: openExample });
const share = byId('share');

/** @type {Current | undefined} */
let current;
/** Which component is wanted: what comes of one that was opened before is thrown away. */
let wanted = 0;

/** @param {File} file */
async function openFile(file) {
  await open(file.name, async () => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return { bytes, source: { bytes, name: file.name } };
  });
}

/** @param {string} id @param {Pick<import('./share.js').Shared, 'call' | 'command'>} [entered] */
async function openExample(id, entered) {
  const example = examples.find((one) => one.id === id);
  await open(
    `${id}.wasm`,
    async () => {
      if (example === undefined) throw new Error(`this playground has no example “${id}”`);
      return { bytes: await bytesOfExample(example), source: { example: id } };
    },
    entered?.call ?? entered?.command ? entered : example,
  );
}

/**
 * @param {string} name
 * @param {() => Promise<{ bytes: Uint8Array, source: import('./share.js').Source }>} read
 * @param {Pick<import('./share.js').Shared, 'call' | 'command'>} [entered]
 */
async function open(name, read, entered = {}) {
  const mine = ++wanted;
  view.busy(name);
  /** @type {import('./engine/client.js').OpenResult} */
  let opened;
  /** @type {Awaited<ReturnType<typeof read>> | undefined} */
  let given;
  try {
    given = await read();
    opened = await engine.open(given.bytes, name);
  } catch (error) {
    opened = { failure: failureOf(error) };
  }
  if (mine !== wanted) return;
  if (opened.failure !== undefined || given === undefined) return view.failed(name, /** @type {any} */ (opened.failure));
  current?.session?.stop();
  current = { source: given.source, ...show(opened.value) };
  fill(byId('shared'));
  share.hidden = false;
  view.opened(name, given.bytes.length, given.source);
  restore(entered);
}

/**
 * @param {import('./engine/worker.js').Opened} opened
 * @returns {Omit<Current, 'source'>}
 */
function show({ name, files, described, undescribed, component, uncompiled }) {
  byId('work').hidden = false;
  showMade(byId('made'), files, engine.print);
  const place = byId('exports');
  if (described === undefined || component === undefined) {
    fill(place, problem(/** @type {any} */ (undescribed ?? uncompiled), 'It cannot be called here'));
    return { session: undefined, view: undefined };
  }
  const types = createTypes(described.types);
  const handles = createHandles(types);
  const session = createSession(component, handles.clear);
  return { session, view: showExports(place, { described, imports: component.imports, types, handles, session, name }) };
}

/** @param {Pick<import('./share.js').Shared, 'call' | 'command'>} entered */
function restore({ call, command }) {
  const form = call && current?.view?.calls.find(({ id }) => id === call.id);
  form?.restore(call?.args ?? []);
  if (command !== undefined) current?.view?.command?.restore(command);
}

/** The last of the forms that were used: links have it. */
function lastCall() {
  const used = current?.view?.calls.map(({ id, save, usedAt }) => ({ id, args: save(), at: usedAt() })).filter(({ args }) => args !== undefined) ?? [];
  const last = used.sort((one, other) => one.at - other.at).at(-1);
  return last && { id: last.id, args: last.args };
}

share.addEventListener('click', async () => {
  if (current === undefined) return;
  const { source, view } = current;
  try {
    const fragment = await toFragment({ source, call: lastCall(), command: view?.command?.save() });
    history.replaceState(null, '', `#${fragment}`);
    await showLink(location.href);
  } catch (error) {
    fill(byId('shared'), h('p', {}, whyNot(error)));
  }
});

/** @param {string} link */
async function showLink(link) {
  const field = h('input', { type: 'text', readonly: true, value: link, 'aria-label': 'Link' });
  const isCopied = await navigator.clipboard?.writeText(link).then(() => true, () => false);
  fill(byId('shared'), h('p', {}, isCopied ? 'The link is on the clipboard. What it opens is in it; no server has it.' : 'Copy the link:'), field);
  field.select();
}

/** @param {unknown} error */
function whyNot(error) {
  if (!(error instanceof TooLarge)) return `There is no link: ${/** @type {Error} */ (error).message}`;
  return `The component has ${sizeText(error.size)} compressed, and a link can have ${sizeText(LIMIT)}. Share its file instead.`;
}

async function openFragment() {
  if (location.hash.length < 2) return;
  try {
    const shared = await fromFragment(location.hash);
    if (shared === undefined) return;
    const { source } = shared;
    if ('example' in source) await openExample(source.example, shared);
    else await open(source.name, async () => ({ bytes: source.bytes, source }), shared);
  } catch (error) {
    view.failed('the link', { message: `what is in it cannot be read: ${/** @type {Error} */ (error).message}`, help: 'Is all of the link there?' });
  }
}

window.addEventListener('hashchange', openFragment);
void openFragment();
