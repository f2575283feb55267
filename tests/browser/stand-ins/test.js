// node:test in a page: tests are collected, and run when asked.

import { Absent } from './absent.js';

/** @typedef {{ name: string, body: (context: object) => unknown }} Collected */

/** @type {Collected[]} */
let collected = [];

let prefix = '';

/**
 * @param {string} name
 * @param {object | ((context: object) => unknown)} options
 * @param {(context: object) => unknown} [body]
 */
export function test(name, options, body) {
  const own = typeof options === 'function' ? options : body;
  collected.push({ name: prefix + name, body: /** @type {(context: object) => unknown} */ (own) });
}

export const it = test;

/**
 * @param {string} name
 * @param {() => void} body
 */
export function describe(name, body) {
  const outer = prefix;
  prefix += `${name} > `;
  body();
  prefix = outer;
}

/**
 * Runs what has been collected.
 *
 * @returns {Promise<{ passed: string[], failed: string[], skipped: string[] }>}
 */
export async function runCollected() {
  /** @type {{ passed: string[], failed: string[], skipped: string[] }} */
  const results = { passed: [], failed: [], skipped: [] };
  for (const { name, body } of collected) {
    /** @type {(() => unknown)[]} */
    const afters = [];
    try {
      await body({ after: (/** @type {() => unknown} */ hook) => afters.push(hook), skip: () => {} });
      results.passed.push(name);
    } catch (error) {
      if (error instanceof Absent) results.skipped.push(name);
      else results.failed.push(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
    }
    for (const hook of afters) await hook();
  }
  collected = [];
  return results;
}
