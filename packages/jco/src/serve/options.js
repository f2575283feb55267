// What a server can be told, checked and filled up.

import { writeSync } from 'node:fs';

import { JcoArgumentError } from '../errors.js';

/**
 * @typedef {object} ServeOptions
 * @property {string} host
 * @property {number} port 0 picks a free one
 * @property {'request' | 'none'} isolate whether each request has an instance of its own
 * @property {number} threads how many guest threads there are under load
 * @property {number} maxThreads how many there may be when all are busy
 * @property {number} requestTimeout milliseconds
 * @property {number} idleTimeout milliseconds
 * @property {number} maxBody bytes
 * @property {number | undefined} maxMemory bytes
 * @property {{ cert: string, key: string } | undefined} tls
 * @property {'text' | 'json' | 'off'} log
 * @property {string | undefined} readyPath
 * @property {import('./component.js').WasiGrants} wasi
 * @property {(line: string) => void} warn
 */

const MAX_INSTANCES = 64;

/** @param {string} line */
function warn(line) {
  try {
    writeSync(2, `${line}\n`);
  } catch {
    // Nobody reads it any more: that is no reason to stop serving.
  }
}

/** @type {ServeOptions} */
const defaults = {
  host: '127.0.0.1',
  port: 8000,
  isolate: 'request',
  threads: 2,
  maxThreads: MAX_INSTANCES,
  requestTimeout: 30_000,
  idleTimeout: 60_000,
  maxBody: Infinity,
  maxMemory: undefined,
  tls: undefined,
  log: 'off',
  readyPath: undefined,
  wasi: {},
  warn,
};

/**
 * @param {import('../../types/serve.js').ServeOptions & { wasi?: import('./component.js').WasiGrants }} given
 * @returns {ServeOptions}
 */
export function serveOptions(given = {}) {
  const { maxInstances, ...rest } = given;
  for (const name of Object.keys(rest)) {
    if (!(name in defaults)) throw new JcoArgumentError(`there is no option ${JSON.stringify(name)}`);
  }
  const told = Object.entries(rest).filter(([, value]) => value !== undefined);
  const maxThreads = maxInstances ?? MAX_INSTANCES;
  return { ...defaults, ...Object.fromEntries(told), maxThreads, threads: Math.min(defaults.threads, maxThreads) };
}
