// One exported function: its signature, a form for its arguments, and what calls of it have given.

import { h } from '../dom.js';
import { field } from '../forms/field.js';
import { Invalid } from '../forms/mistakes.js';
import { Stopped } from '../session.js';
import { signature, whyNotCallable } from '../types.js';
import { handleText, wave } from '../wave.js';
import { coloured } from './code.js';
import { problem } from './problem.js';
import { stopButton } from './stop-button.js';

/**
 * @typedef {object} CallView
 * @property {HTMLElement} element
 * @property {string} id `ns:pkg/iface@1.0.0#name`
 * @property {import('jco').WitTypeRef | undefined} resource
 * @property {() => any} save what was entered; undefined where nothing has been called
 * @property {() => number} usedAt when it was called last
 * @property {(saved: any) => void} restore opens the form, filled
 *
 * @typedef {{ values: any[], self: { $handle: number } | undefined }} Arguments
 */

/** Results that are kept on the page. */
const KEPT = 20;

/**
 * @param {import('jco').ExportedInterface} owner
 * @param {import('jco').ExportedFunction} callable
 * @param {import('./exports.js').Scene} scene
 * @returns {CallView}
 */
export function callView(owner, callable, scene) {
  const { types } = scene;
  // The event `toggle` comes later than the next key.
  const summary = h('summary', { onclick: () => form() }, h('code', {}, coloured(signature(callable, types), '.wit')));
  const docs = callable.docs !== undefined && h('p', { class: 'docs' }, callable.docs.trim());
  const why = whyNotCallable(callable, types);
  const body = h('div', { class: 'call' }, docs, why !== undefined && h('p', { class: 'note' }, why));
  const element = h('details', { class: 'function', ontoggle: () => element.open && form() }, summary, body);
  /** @type {ReturnType<typeof callForm> | undefined} */
  let made;
  const form = () => (made ??= (why === undefined ? callForm : noForm)(body, owner, callable, scene));
  return {
    element,
    id: [owner.name, [callable.resource === undefined ? '' : types.text(callable.resource), callable.name].filter(Boolean).join('.')].filter(Boolean).join('#'),
    resource: callable.resource,
    save: () => made?.save(),
    usedAt: () => made?.usedAt() ?? 0,
    restore(saved) {
      element.open = true;
      form().restore(saved);
    },
  };
}

/** Of a function that cannot be called. @type {typeof callForm} */
const noForm = () => ({ save: () => undefined, usedAt: () => 0, restore: () => {} });

/**
 * @param {HTMLElement} body
 * @param {import('jco').ExportedInterface} owner
 * @param {import('jco').ExportedFunction} callable
 * @param {import('./exports.js').Scene} scene
 */
function callForm(body, owner, callable, scene) {
  const { session } = scene;
  const { self, params } = fieldsOf(callable, scene);
  const results = h('div', { class: 'results', role: 'log', 'aria-live': 'polite', 'aria-label': 'Results' });
  const button = h('button', { type: 'submit', class: 'primary' }, 'Call');
  const stop = stopButton(button, session.stop);
  const form = h(
    'form',
    { novalidate: true, onsubmit: call },
    [...(self ? [self] : []), ...params].map(({ element }) => element),
    h('div', { class: 'actions' }, button, stop.element),
  );
  body.append(form, results);
  let usedAt = 0;

  /** @param {Event} event */
  async function call(event) {
    event.preventDefault();
    if (session.isBusy()) return;
    const args = read(self, params);
    if (args === undefined) return;
    usedAt = performance.now();
    stop.whileRunning(true);
    const entry = await perform(owner, callable, args, scene);
    stop.whileRunning(false);
    results.append(entry);
    while (results.children.length > KEPT) results.firstElementChild?.remove();
  }

  return {
    usedAt: () => usedAt,
    save: () => (usedAt > 0 ? params.map((param) => param.save()) : undefined),
    /** @param {any[]} saved */
    restore: (saved) => params.forEach((param, index) => saved[index] !== undefined && param.restore(saved[index])),
  };
}

/**
 * @param {import('jco').ExportedFunction} callable
 * @param {import('./exports.js').Scene} scene
 */
function fieldsOf({ kind, resource, params }, { types, handles }) {
  const typeText = (/** @type {any} */ ref) => (ref === 'self' ? `borrow<${types.text(/** @type {any} */ (resource))}>` : types.text(ref));
  const context = { types: { ...types, at: typeAt, text: typeText }, handles };
  /** `self` has no type in the table. @param {import('../types.js').Ref} ref @returns {import('../types.js').Type} */
  function typeAt(ref) {
    return ref === 'self' ? { kind: 'borrow', resource: /** @type {any} */ (resource) } : types.at(ref);
  }
  return {
    self: kind === 'method' ? field('self', { name: 'self' }, context) : undefined,
    params: params.map(({ name, type }) => field(type, { name }, context)),
  };
}

/**
 * @param {import('../forms/field.js').Field | undefined} self
 * @param {import('../forms/field.js').Field[]} params
 * @returns {Arguments | undefined} undefined where something is wrong, which has the focus then
 */
function read(self, params) {
  /** @type {HTMLElement | undefined} */
  let wrong;
  const values = [self, ...params].map((one) => {
    try {
      return one?.read();
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      wrong ??= error.control;
      return undefined;
    }
  });
  wrong?.focus();
  return wrong === undefined ? { self: values[0], values: values.slice(1) } : undefined;
}

/**
 * @param {import('jco').ExportedInterface} owner
 * @param {import('jco').ExportedFunction} callable
 * @param {Arguments} args
 * @param {import('./exports.js').Scene} scene
 * @returns {Promise<HTMLElement>} how it ended
 */
async function perform(owner, callable, { values, self }, { session, types, handles }) {
  const { kind, key, resource, params } = callable;
  const type = resource === undefined ? undefined : types.at(resource);
  const path = type?.kind === 'resource' ? type.class : undefined;
  /** @type {string[]} */
  const printed = [];
  const said = callText(callable, { values, self }, types);
  const ask = { interface: owner.key, kind, key, path, self: self?.$handle, args: values };
  try {
    const outcome = await session.ask({ call: ask }, ({ output = [] }) => printed.push(...output.map((/** @type {any} */ piece) => piece.text)));
    if (outcome.is === 'value' || outcome.is === 'error') values.forEach((value, index) => handles.giveAway(value, params[index].type));
    const result = kind === 'constructor' ? { own: resource } : callable.result;
    if (outcome.is === 'value') receive(outcome.value, result, types, handles);
    return entry(said, printed, shown(outcome, callable, types), outcome.ms);
  } catch (error) {
    const message = error instanceof Stopped ? 'Stopped. The next call makes another instance.' : String(/** @type {Error} */ (error).message);
    return entry(said, printed, h('p', { class: 'note' }, message));
  }
}

/**
 * @param {any} value
 * @param {any} result
 * @param {import('../types.js').Types} types
 * @param {import('../handles.js').Handles} handles
 */
function receive(value, result, types, handles) {
  if (result?.own !== undefined) return handles.add(value.$handle, result.own);
  const type = result === null ? undefined : types.at(result);
  // The `ok` of a function's result is what it returns.
  handles.receive(value, type?.kind === 'result' ? type.ok : result);
}

/**
 * A call as one would write it.
 *
 * @param {import('jco').ExportedFunction} callable
 * @param {Arguments} args
 * @param {import('../types.js').Types} types
 */
function callText({ name, kind, resource, params }, { values, self }, types) {
  const given = values.map((value, index) => wave(value, params[index].type, types)).join(', ');
  if (resource === undefined) return `${name}(${given})`;
  const of = types.text(resource);
  if (kind === 'constructor') return `${of}(${given})`;
  return `${self === undefined ? of : handleText(self.$handle, resource, types)}.${name}(${given})`;
}

/**
 * @param {import('../runner/outcome.js').Outcome} outcome
 * @param {import('jco').ExportedFunction} callable
 * @param {import('../types.js').Types} types
 */
function shown(outcome, { kind, resource, result }, types) {
  const type = result === null ? undefined : types.at(result);
  switch (outcome.is) {
    case 'value':
      if (kind === 'constructor') return h('output', {}, handleText(outcome.value.$handle, /** @type {any} */ (resource), types));
      if (type?.kind === 'result') return h('output', {}, type.ok === null ? 'ok' : `ok(${wave(outcome.value, type.ok, types)})`);
      return result === null ? h('output', { class: 'none' }, 'done, and returned nothing') : h('output', {}, wave(outcome.value, result, types));
    case 'error':
      return h('output', { class: 'err' }, type?.kind === 'result' && type.err !== null ? `err(${wave(outcome.payload, type.err, types)})` : 'err');
    case 'trap':
      return problem({ ...outcome.failure, help: 'A trap ends the instance: it refuses every later call. “Start over” makes another one.' }, 'Trap');
    default:
      return problem(outcome.failure, 'The call failed');
  }
}

/**
 * @param {string} said
 * @param {string[]} printed
 * @param {Node} result
 * @param {number} [ms]
 */
function entry(said, printed, result, ms) {
  return h(
    'div',
    { class: 'result' },
    h('p', { class: 'said' }, h('code', {}, said), ms !== undefined && h('span', { class: 'took' }, `${ms.toFixed(ms < 10 ? 1 : 0)} ms`)),
    printed.length > 0 && h('pre', { class: 'printed' }, printed.join('')),
    result,
  );
}
