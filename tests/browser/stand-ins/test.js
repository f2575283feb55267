// node:test in a page: tests are collected, and run when asked.

import { Absent } from './absent.js';

/** @typedef {{ name: string, body: (context: Context) => unknown }} Collected */

/** @type {Collected[]} */
let collected = [];

let prefix = '';

/**
 * @param {string} name
 * @param {object | ((context: Context) => unknown)} options
 * @param {(context: Context) => unknown} [body]
 */
export function test(name, options, body) {
  const own = typeof options === 'function' ? options : body;
  collected.push({ name: prefix + name, body: /** @type {(context: Context) => unknown} */ (own) });
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

/** What a test is given: the part of Node's that is used. */
class Context {
  /** @type {(() => unknown)[]} */
  #afters = [];
  /** @type {(() => void)[]} */
  #mocked = [];

  mock = {
    /** @param {any} object @param {string} name @param {Function} replacement */
    method: (object, name, replacement) => {
      const original = object[name];
      object[name] = replacement;
      this.#mocked.push(() => (object[name] = original));
    },

    restoreAll: () => {
      for (const restore of this.#mocked.splice(0)) restore();
    },
  };

  /** @param {() => unknown} hook */
  after(hook) {
    this.#afters.push(hook);
  }

  async end() {
    this.mock.restoreAll();
    for (const hook of this.#afters) await hook();
  }
}

/**
 * Runs what has been collected, but for what cannot be had here.
 *
 * @param {string[]} [without] names of tests
 * @returns {Promise<{ passed: string[], failed: string[], skipped: string[] }>}
 */
export async function runCollected(without = []) {
  /** @type {{ passed: string[], failed: string[], skipped: string[] }} */
  const results = { passed: [], failed: [], skipped: [] };
  for (const { name, body } of collected.filter(({ name }) => !without.includes(name))) {
    const context = new Context();
    try {
      await body(context);
      results.passed.push(name);
    } catch (error) {
      if (error instanceof Absent) results.skipped.push(name);
      else results.failed.push(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
    }
    await context.end();
  }
  collected = [];
  return results;
}
