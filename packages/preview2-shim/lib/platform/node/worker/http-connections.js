// node:http and node:https, with connections that are kept and used again.

import { createRequire } from 'node:module';

/** @typedef {import('node:http').Agent} Agent */

/**
 * @param {import('node:http').RequestOptions} options
 * @param {boolean} isSecure
 * @param {string | undefined} ca certificates to trust in place of Node's
 */
export function send(options, isSecure, ca) {
  const request = (isSecure ? secure : plain)().request({ ...options, agent: agent(isSecure, ca), maxHeaderSize: LARGEST_HEAD });
  // Node would leave out all but the first thousand.
  request.maxHeadersCount = 0;
  return request;
}

/** Three times Node's, which is small for cookies. */
const LARGEST_HEAD = 0xc000;

const require = createRequire(import.meta.url);

/**
 * A module that is loaded on need: a worker for sockets does without.
 * @param {string} name
 * @returns {() => typeof import('node:https')}
 */
function lazy(name) {
  /** @type {any} */
  let loaded;
  return () => (loaded ??= require(name));
}

const plain = lazy('node:http');
const secure = lazy('node:https');

/**
 * Those that keep connections, by what they trust.
 * @type {Map<string | undefined | false, Agent>}
 */
const agents = new Map();

/**
 * @param {boolean} isSecure
 * @param {string | undefined} ca
 */
function agent(isSecure, ca) {
  const key = isSecure && ca;
  const kept = agents.get(key);
  if (kept !== undefined) return kept;
  const { Agent } = (isSecure ? secure : plain)();
  const made = new Agent({ keepAlive: true, ca });
  agents.set(key, made);
  return made;
}
