// From what a user has of a component to its instances: bytes, what `compile` of jco/load made of them, the `instantiate`
// of transpiled output, or the exports of an instance.

import { WASIShim } from '@jco/preview2-shim/fetch';

import { JcoArgumentError, JcoError } from '../errors.js';
import { Instances, SharedInstance } from './instances.js';
import { remembering } from './remembering.js';

/** @typedef {import('./options.js').FetchOptions} FetchOptions */
/** @typedef {import('./instances.js').Handle} Handle */

/**
 * @param {any} component
 * @param {FetchOptions} options
 */
export function instancesOf(component, options) {
  if (component === null || !/^(string|object|function)$/.test(typeof component)) throw notAComponent();
  if (typeof component === 'function') return transpiled(component, options);
  if (typeof component.instantiate === 'function') return transpiled(component.instantiate, options);
  if (typeof component === 'string' || ArrayBuffer.isView(component) || component instanceof ArrayBuffer) return fromBytes(component, options);
  if ('modules' in component) return compiled(Promise.resolve(component), options);
  return new SharedInstance(handlerOf(component));
}

function notAComponent() {
  return new JcoArgumentError(
    'the component must be its bytes, what `compile` made of them, the `instantiate` of transpiled output, or its exports',
  );
}

/**
 * @param {(getCoreModule: any, imports: object, instantiateCore: any) => any} instantiate
 * @param {FetchOptions} options
 */
function transpiled(instantiate, { isolate, imports, wasi, getCoreModule }) {
  const make = remembering(instantiate, getCoreModule);
  return new Instances(isolate, async (context) => {
    const shim = shimFor(wasi, context);
    const exports = await make({ ...shim.getImportObject(), ...imports });
    return { handle: handlerOf(exports), close: () => shim[Symbol.dispose]() };
  });
}

/**
 * @param {string | ArrayBufferView | ArrayBuffer} bytes
 * @param {FetchOptions} options
 */
function fromBytes(bytes, options) {
  // The transpiler is large, and of no use to who brings transpiled output.
  const load = import('../load/index.js');
  const component = load.then(({ compile }) => compile(/** @type {any} */ (bytes)));
  // Whoever asks for an instance is told.
  component.catch(() => {});
  return compiled(component, options);
}

/**
 * @param {Promise<import('../../types/load.js').CompiledComponent>} component
 * @param {FetchOptions} options
 */
function compiled(component, { isolate, imports, wasi }) {
  return new Instances(isolate, async (context) => {
    const { instance } = await import('../load/instance.js');
    const shim = shimFor(wasi, context);
    const exports = await instance(await component, imports, shim.getImportObject());
    return { handle: handlerOf(exports), close: () => shim[Symbol.dispose]() };
  });
}

/**
 * @param {FetchOptions['wasi']} wasi
 * @param {unknown[]} context
 */
const shimFor = (wasi, context) => new WASIShim(typeof wasi === 'function' ? wasi(...context) : wasi);

const handlerName = /^wasi:http\/incoming-handler(@0\.2\.\d+)?$/;

/**
 * @param {Record<string, any>} exports
 * @returns {Handle}
 */
function handlerOf(exports) {
  const names = Object.keys(exports);
  const name = names.find((name) => handlerName.test(name)) ?? 'incomingHandler';
  const { handle } = exports[name] ?? exports;
  if (typeof handle === 'function') return handle;
  throw new JcoError({
    code: 'E0601',
    message: names.length === 0 ? 'the component exports nothing' : `the component exports ${names.map((name) => JSON.stringify(name)).join(', ')}`,
    help: 'to be a fetch handler, a component exports wasi:http/incoming-handler@0.2',
  });
}
