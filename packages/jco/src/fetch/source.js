// From what a user has of a component to its instances: the `instantiate` of transpiled output, the exports of an instance,
// or what `compile` of jco/load makes of bytes. The transpiler is large, so that whoever has bytes brings it.

import { WASIShim } from '@jco/preview2-shim/fetch';

import { JcoArgumentError, JcoError } from '../errors.js';
import { instance } from '../load/instance.js';
import { Instances, SharedInstance } from './instances.js';
import { remembering } from './remembering.js';

/** @typedef {import('./options.js').FetchOptions} FetchOptions */
/** @typedef {import('./instances.js').Handle} Handle */

/**
 * @param {any} component
 * @param {FetchOptions} options
 */
export function instancesOf(component, options) {
  if (typeof component === 'function') return transpiled(component, options);
  if (typeof component !== 'object' || component === null || isBytes(component)) throw notAComponent();
  if (typeof component.instantiate === 'function') return transpiled(component.instantiate, options);
  if (typeof component.then === 'function' || 'modules' in component) return compiled(component, options);
  return new SharedInstance(handlerOf(component));
}

/**
 * The bytes or the text of a component.
 * @param {unknown} component
 * @returns {component is import('../../types/index.js').Bytes | string}
 */
export const isBytes = (component) =>
  typeof component === 'string' || ArrayBuffer.isView(component) || component instanceof ArrayBuffer;

const notAComponent = () =>
  new JcoArgumentError(
    'the component must be the instantiate of transpiled output, the exports of an instance, or what compile of jco/load makes of bytes',
  );

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

/** @typedef {import('../../types/load.js').CompiledComponent} CompiledComponent */

/**
 * @param {CompiledComponent | Promise<CompiledComponent>} component
 * @param {FetchOptions} options
 */
function compiled(component, { isolate, imports, wasi }) {
  // Whoever asks for an instance is told.
  Promise.resolve(component).catch(() => {});
  return new Instances(isolate, async (context) => {
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
