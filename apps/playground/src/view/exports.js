// What a component exports: interfaces, and in them functions to be called.

import { notOfWasi } from '../absent.js';
import { fill, h } from '../dom.js';
import { handleText } from '../wave.js';
import { callView } from './call.js';
import { commandView } from './command.js';

/**
 * @typedef {import('./call.js').CallView} CallView
 * @typedef {import('./command.js').CommandView} CommandView
 *
 * @typedef {object} Scene
 * @property {import('jco').ComponentExports} described
 * @property {string[]} imports
 * @property {import('../types.js').Types} types
 * @property {import('../handles.js').Handles} handles
 * @property {import('../session.js').Session} session
 * @property {string} name
 *
 * @typedef {object} ExportsView
 * @property {CallView[]} calls
 * @property {CommandView | undefined} command
 */

/**
 * @param {HTMLElement} place
 * @param {Scene} scene
 * @returns {ExportsView}
 */
export function showExports(place, scene) {
  const { described } = scene;
  const run = described.exports.find(({ name = '' }) => /^wasi:cli\/run(@|$)/.test(name));
  const command = run && commandView(scene, /** @type {string} */ (run.key));
  const groups = described.exports.filter((one) => one !== run).map((one) => interfaceView(one, scene));
  const startOver = h('button', { type: 'button', class: 'small', onclick: scene.session.stop }, 'Start over');
  startOver.title = 'Ends the instance. The next call makes another one.';
  const tools = groups.length > 0 && h('div', { class: 'instance' }, handlesView(scene), startOver);
  const nothing = described.exports.length === 0 && h('p', { class: 'note' }, 'This component exports nothing that can be called.');
  fill(place, command?.element, tools, absentView(scene.imports), groups.map(({ element }) => element), nothing);
  return { command, calls: groups.flatMap(({ calls }) => calls) };
}

/** What the page does not give the component. @param {string[]} imports */
function absentView(imports) {
  const names = notOfWasi(imports).flatMap((name, index) => [index === 0 ? '' : ', ', h('code', {}, name)]);
  return names.length > 0 && h('p', { class: 'note absent' }, 'It imports ', names, ', which this page has not: functions that call it will fail.');
}

/**
 * @param {import('jco').ExportedInterface} one
 * @param {Scene} scene
 */
function interfaceView(one, scene) {
  const calls = one.functions.map((callable) => callView(one, callable, scene));
  /** @type {import('jco').WitTypeRef | undefined} */
  let resource;
  const rows = calls.flatMap((call) => {
    const isNext = call.resource !== resource && call.resource !== undefined;
    resource = call.resource;
    const heading = isNext && h('h4', {}, 'resource ', h('b', {}, scene.types.text(/** @type {any} */ (resource))));
    return [heading, call.element];
  });
  const title = one.name === undefined ? 'Functions of the component' : h('code', {}, one.name);
  const docs = one.docs !== undefined && h('p', { class: 'docs' }, one.docs.trim());
  return { calls, element: h('section', { class: 'interface' }, h('h3', {}, title), docs, rows) };
}

/**
 * The resources that the page has handles of.
 *
 * @param {Scene} scene
 */
function handlesView({ handles, session, types }) {
  const list = h('ul', { class: 'handles', 'aria-label': 'Resources' });

  /** @param {number} id */
  async function drop(id) {
    const outcome = await session.ask({ drop: id }).catch(() => undefined);
    if (outcome !== undefined) handles.forget(id);
  }

  function show() {
    const items = handles.all().map(({ id, resource }) => {
      const name = handleText(id, resource, types);
      const button = h('button', { type: 'button', class: 'small quiet', 'aria-label': `Drop ${name}`, onclick: () => drop(id) }, 'Drop');
      return h('li', {}, h('code', {}, name), button);
    });
    fill(list, items);
    list.hidden = items.length === 0;
  }

  show();
  handles.onChange(show);
  return list;
}
