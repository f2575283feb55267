// Methods, as wasi:http and as HTTP spell them.

/**
 * @typedef {{ tag: 'get' | 'head' | 'post' | 'put' | 'delete' | 'connect' | 'options' | 'trace' | 'patch' }
 *   | { tag: 'other', val: string }} Method
 */

/** @param {Method} method */
export const methodName = (method) => (method.tag === 'other' ? method.val : method.tag.toUpperCase());

/**
 * @param {string} name
 * @returns {Method}
 */
export const methodOf = (name) => known.get(name) ?? { tag: 'other', val: name };

/** @type {Map<string, any>} */
const known = new Map(
  ['get', 'head', 'post', 'put', 'delete', 'connect', 'options', 'trace', 'patch'].map((tag) => [tag.toUpperCase(), { tag }]),
);
