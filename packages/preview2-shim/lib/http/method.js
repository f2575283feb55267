// Methods, as wasi:http has them and as HTTP spells them.

/**
 * @typedef {{ tag: 'get' | 'head' | 'post' | 'put' | 'delete' | 'connect' | 'options' | 'trace' | 'patch' }
 *   | { tag: 'other', val: string }} Method
 */

/** @param {Method} method */
export const methodName = (method) => (method.tag === 'other' ? method.val : method.tag.toUpperCase());
