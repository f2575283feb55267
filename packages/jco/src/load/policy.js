// A page's content security policy, where it forbids what loading takes.

import { JcoError } from '../errors.js';

/**
 * The error for WebAssembly that may not be compiled.
 *
 * @param {unknown} error what the engine threw
 * @returns {JcoError | undefined} undefined where it is about something else
 */
export function whyForbidden(error) {
  const message = error instanceof Error ? error.message : '';
  if (!/Content Security Policy|disallowed by embedder|blocked by CSP/i.test(message)) return undefined;
  return new JcoError({
    code: 'E0603',
    message: 'the content security policy of this page forbids WebAssembly',
    help: "add 'wasm-unsafe-eval' to its script-src",
  });
}

/**
 * The error for a module that may not be imported from memory.
 *
 * @param {string} name of the component
 */
export function importForbidden(name) {
  return new JcoError({
    code: 'E0602',
    message: 'the content security policy of this page forbids modules made at run time',
    place: name,
    help: 'add blob: (or data:) to its script-src, or transpile ahead of time with `jco transpile` or a bundler plugin',
  });
}
