// Components of whose code nothing is known, run with a host that has everything they ask for.

/**
 * Instantiates a component, once for each function that it exports, and calls that.
 *
 * @param {Uint8Array} component
 * @param {string} module what was made of it, its URL
 * @param {Record<string, Uint8Array>} files beside that
 * @returns {Promise<string | undefined>} what went wrong that cannot be the component's doing
 */
export async function runs(component, module, files) {
  try {
    const { instantiate } = await import(module);
    const getCoreModule = (/** @type {string} */ name) => coreModule(files[name], component);
    const functions = () => functionsOf(instantiate(getCoreModule, host));
    const count = functions().length;
    const mistakes = Array.from({ length: count }, (_, index) => call(functions()[index]));
    return mistakes.find(Boolean);
  } catch (error) {
    return mistake(error);
  }
}

/**
 * @param {any} bytes
 * @param {Uint8Array} component
 */
function coreModule(bytes, component) {
  try {
    return new WebAssembly.Module(bytes);
  } catch (error) {
    throw Buffer.from(component).includes(bytes) ? new EngineLacksFeature() : error;
  }
}

/** A core module of the component is not for this engine. */
class EngineLacksFeature extends Error {}

/** An empty list, an object with any property, a function that returns it, a class: whatever is asked for. */
const anything = /** @type {any} */ (
  new Proxy(class {}, {
    get: (target, name) => {
      if (name === 'prototype') return Reflect.get(target, name);
      if (name === 'length') return 0;
      if (name === 'tag') return 'ok';
      if (name === Symbol.toPrimitive) return () => 0;
      if (name === Symbol.iterator) return () => [][Symbol.iterator]();
      return anything;
    },
    apply: () => anything,
    construct: () => anything,
  })
);

/** The imports of any component. */
const host = new Proxy({}, { get: () => anything });

/**
 * @param {any} exports
 * @returns {Function[]}
 */
function functionsOf(exports) {
  return Object.values(exports).flatMap((each) => {
    if (typeof each === 'function') return [each, ...staticFunctions(each)];
    return typeof each === 'object' && each !== null && !(each instanceof WebAssembly.Module) ? functionsOf(each) : [];
  });
}

/** @param {Function} function_ */
function staticFunctions(function_) {
  const values = Object.values(Object.getOwnPropertyDescriptors(function_)).map(({ value }) => value);
  return values.filter((value) => typeof value === 'function');
}

/** @param {Function} function_ or a class */
function call(function_) {
  const isClass = /^class\b/.test(Function.prototype.toString.call(function_));
  try {
    const args = Array(function_.length).fill(anything);
    if (isClass) Reflect.construct(function_, args);
    else function_(...args);
    return undefined;
  } catch (error) {
    return mistake(error);
  }
}

/**
 * A guest without code traps, and `anything` is no case of a variant. What else is thrown is our doing.
 *
 * @param {unknown} error
 */
function mistake(error) {
  if (error instanceof WebAssembly.RuntimeError || error instanceof EngineLacksFeature) return undefined;
  const { stack = String(error), message = '' } = /** @type {Error} */ (error);
  const isRefusal = error instanceof TypeError && /^(invalid|expected|missing) |has no constructor$/.test(message);
  return isRefusal ? undefined : stack;
}
