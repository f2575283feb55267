// What ended an app that did not end by itself, told on standard error.

import { engine } from '../binding.js';
import { JcoError } from '../errors.js';
import { refused } from './script.js';

const FAILED = 1;
const TRAPPED = 134;

/**
 * @typedef {object} Scene
 * @property {import('./request.js').RunRequest} request
 * @property {Uint8Array[]} modules the app's core modules
 * @property {string} script the JavaScript around them
 */

/**
 * @param {unknown} error
 * @param {Scene} scene
 * @returns {number} the exit code
 */
export function report(error, scene) {
  if (error instanceof JcoError) throw error;
  if (error instanceof WebAssembly.CompileError) throw refused(error);
  if (isMissingImport(error)) throw new JcoError({ code: 'E0504', message: error.message, place: scene.request.app });
  if (isOwnFailure(error)) return FAILED;
  const trap = trapOf(error);
  if (trap === undefined) {
    tell(hostFailure(error), scene);
    return FAILED;
  }
  tell(trapFailure(trap, error, scene), scene);
  return TRAPPED;
}

/**
 * Whether `wasi:cli/run` has returned its error case, which has no payload: the app itself has said why.
 *
 * @param {any} error
 */
const isOwnFailure = (error) => error instanceof Error && Object.hasOwn(error, 'payload') && /** @type {any} */ (error).payload === undefined;

/**
 * What the output says of an interface without a function.
 *
 * @param {unknown} error
 * @returns {error is TypeError}
 */
function isMissingImport(error) {
  return error instanceof TypeError && /^missing import |^import .* has no function /.test(error.message);
}

/**
 * @param {import('../errors.js').Failure} failure
 * @param {Scene} scene
 */
function tell(failure, { request }) {
  engine().tell(JSON.stringify(failure), request.json);
}

/** What the engine calls traps, and what they are called elsewhere. What is missing here speaks for itself. */
const traps = new Map([
  ['unreachable', 'wasm `unreachable` instruction executed'],
  ['memory access out of bounds', 'out of bounds memory access'],
  ['divide by zero', 'integer divide by zero'],
  ['remainder by zero', 'integer divide by zero'],
  ['divide result unrepresentable', 'integer overflow'],
  ['float unrepresentable in integer range', 'invalid conversion to integer'],
  ['table index is out of bounds', 'undefined element: out of bounds table access'],
  ['null function or function signature mismatch', 'indirect call of no function, or one of another type'],
]);

/**
 * @param {any} error
 * @returns {string | undefined} none where it is no trap
 */
function trapOf(error) {
  if (error instanceof WebAssembly.RuntimeError) return traps.get(error.message) ?? error.message;
  if (error instanceof RangeError && /call stack/.test(error.message)) return 'call stack exhausted';
  const { Exception } = /** @type {any} */ (WebAssembly);
  if (Exception !== undefined && error instanceof Exception) return 'an exception that nothing catches';
  return undefined;
}

/**
 * @param {string} trap
 * @param {any} error
 * @param {Scene} scene
 * @returns {import('../errors.js').Failure}
 */
function trapFailure(trap, error, { request, modules, script }) {
  const calls = engine().backtrace(String(error.stack ?? ''), modules, script, request.verbose).trimEnd();
  const hasSource = /^ +at /m.test(calls);
  return {
    code: 'E0501',
    message: `the app trapped: ${trap}`,
    place: request.app,
    ...(calls === '' ? {} : { excerpt: calls }),
    ...(hasSource || calls === '' ? {} : { help: 'an app built with debug information shows files and lines here' }),
  };
}

/**
 * @param {any} error
 * @returns {import('../errors.js').Failure}
 */
function hostFailure(error) {
  const stack = error instanceof Error ? String(error.stack).split('\n').filter((line) => line.startsWith('    at ')) : [];
  return {
    code: 'E0507',
    message: `a function that the app called failed: ${error instanceof Error ? error.message : String(error)}`,
    place: 'JavaScript',
    ...(stack.length === 0 ? {} : { excerpt: stack.join('\n') }),
  };
}
