// A `Request`, as a component sees it.

import { excess, octets, unflatten } from '@jco/preview2-shim/fetch';

/** @typedef {import('@jco/preview2-shim/fetch').Method} Method */
/** @typedef {import('@jco/preview2-shim/fetch').RequestHead} RequestHead */

/**
 * @param {Request} request
 * @returns {RequestHead | undefined} undefined if its fields are more than a component can be given
 */
export function headOf({ method, url, headers }) {
  const [, scheme, authority, target] = /** @type {RegExpExecArray} */ (/^([^:]*):\/\/([^/?#]*)([^#]*)/.exec(url));
  const fields = Array.from(headers, ([name, value]) => [name, text(value)]).flat();
  if (excess(fields) !== undefined) return undefined;
  return {
    method: methods.get(method) ?? { tag: 'other', val: method },
    pathWithQuery: target.startsWith('/') ? target : `/${target}`,
    scheme: { tag: scheme === 'https' ? 'HTTPS' : 'HTTP' },
    authority,
    headers: unflatten(fields),
  };
}

/**
 * A character for each byte. Some runtimes read fields as UTF-8.
 * @param {string} value
 */
const text = (value) => (/[^\0-\xff]/.test(value) ? octets(value) : value);

/** @type {Map<string, Method>} */
const methods = new Map(
  /** @type {const} */ (['get', 'head', 'post', 'put', 'delete', 'connect', 'options', 'trace', 'patch'])
    .map((tag) => [tag.toUpperCase(), { tag }]),
);
