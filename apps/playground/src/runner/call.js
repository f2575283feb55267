// One call of an exported function.

/**
 * @typedef {object} CallRequest
 * @property {string | undefined} interface the property of the instance that has the function
 * @property {'function' | 'constructor' | 'method' | 'static'} kind
 * @property {string} key
 * @property {string[]} [path] of the class
 * @property {number} [self] the handle of a method
 * @property {any[]} args
 */

/**
 * @param {any} instance
 * @param {CallRequest} request
 * @param {ReturnType<typeof import('./handles.js').createHandles>} handles
 */
export function call(instance, { interface: name, kind, key, path = [], self, args }, handles) {
  const values = args.map(handles.unpack);
  const scope = name === undefined ? instance : instance[name];
  const owner = path.reduce((object, property) => object[property], instance);
  return handles.pack(made());

  function made() {
    if (kind === 'constructor') return new owner(...values);
    if (kind === 'static') return owner[key](...values);
    return kind === 'method' ? handles.get(self ?? 0)[key](...values) : scope[key](...values);
  }
}
