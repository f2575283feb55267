// `jco run` of a core module of preview 1.

import { useNative } from '@jco/preview2-shim/internal/platform/files.js';
import { stderr, stdout } from '@jco/preview2-shim/internal/platform/stdio.js';
import { engine } from '../binding.js';
import { JcoError } from '../errors.js';
import { Preview1 } from './index.js';
import { encode } from './memory.js';

const NAMESPACE = 'wasi_snapshot_preview1';

/** As a shell tells of a process that SIGPIPE has ended. */
const BROKEN_PIPE = 141;

/**
 * What is used of the request that the command line makes.
 * @typedef {object} Request
 * @property {string} app
 * @property {string[]} args the program's own name first
 * @property {[string, string][]} [env]
 * @property {{ host: string, guest: string, readOnly: boolean }[]} [dirs]
 * @property {string | null} [invoke] a call: `add(1, 2)`
 * @property {boolean} [trace]
 */

/**
 * Runs a command, or calls one function.
 * @param {Uint8Array} bytes
 * @param {Request} request
 * @returns {Promise<number>} the exit code; traps are thrown
 */
export async function runPreview1(bytes, request) {
  const module = new WebAssembly.Module(/** @type {Uint8Array<ArrayBuffer>} */ (bytes));
  useNative(engine());
  /** @type {Preview1} */
  const guest = new Preview1({ ...configOf(request), brokenPipe: () => guest.exit(BROKEN_PIPE) });
  try {
    const imports = request.trace ? traced(guest.imports[NAMESPACE]) : guest.imports[NAMESPACE];
    refuseUnknown(module, imports, request.app);
    const instance = new WebAssembly.Instance(module, { [NAMESPACE]: imports });
    return request.invoke ? invoke(guest, instance, request) : command(guest, instance, request);
  } finally {
    guest[Symbol.dispose]();
  }
}

/**
 * @param {Request} request
 * @returns {import('./index.js').Preview1Config}
 */
const configOf = ({ args, env = [], dirs = [] }) => ({
  args,
  env,
  preopens: Object.fromEntries(dirs.map(({ host, guest, readOnly }) => [guest, { path: host, readOnly }])),
});

/**
 * @param {WebAssembly.Module} module
 * @param {Record<string, unknown>} known
 * @param {string} place
 */
function refuseUnknown(module, known, place) {
  const unknown = WebAssembly.Module.imports(module).filter(({ module: from, name, kind }) => {
    return from !== NAMESPACE || kind !== 'function' || !Object.hasOwn(known, name);
  });
  if (unknown.length === 0) return;
  const names = unknown.map(({ module: from, name }) => `${from}#${name}`);
  throw new JcoError({
    code: 'E0504',
    message: `the core module imports what preview 1 has not: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}`,
    place,
    help: `what it may import is ${NAMESPACE}; for other imports make it a component with \`jco new\``,
  });
}

/**
 * @param {Preview1} guest
 * @param {WebAssembly.Instance} instance
 * @param {Request} request
 */
function command(guest, instance, { app }) {
  if (typeof instance.exports._start === 'function') return guest.start(instance);
  const names = Object.keys(instance.exports).filter((name) => typeof instance.exports[name] === 'function');
  throw new JcoError({
    code: 'E0502',
    message: `the core module is no command: it exports no function _start, but ${names.join(', ') || 'none at all'}`,
    place: app,
    help: 'call one of its functions with --invoke',
  });
}

/**
 * @param {Preview1} guest
 * @param {WebAssembly.Instance} instance
 * @param {Request} request
 */
function invoke(guest, instance, { app, invoke: call }) {
  const [, name, list] = /^\s*([^()]+?)\s*(?:\(([^()]*)\))?\s*$/.exec(/** @type {string} */ (call)) ?? [];
  const body = name === undefined ? undefined : instance.exports[name];
  if (typeof body !== 'function') {
    const names = Object.keys(instance.exports).filter((each) => typeof instance.exports[each] === 'function');
    throw new JcoError({
      code: 'E0503',
      message: `there is no function to call for --invoke ${JSON.stringify(call)}`,
      place: app,
      help: `it exports ${names.join(', ') || 'no function'}`,
    });
  }
  const args = (list ?? '').split(',').map((arg) => arg.trim()).filter((arg) => arg !== '').map(numeral);
  if (args.length !== body.length) {
    throw new JcoError({ code: 'E0503', message: `${name} takes ${body.length} numbers, not ${args.length}`, place: app });
  }
  const code = guest.initialize(instance);
  if (code !== 0) return code;
  return guest.call(() => {
    const result = body(...args);
    if (result !== undefined) print(stdout, `${written(result)}\n`);
  });
}

/**
 * A number as the engine reads it from text, whatever type the parameter has: strings convert to all of them.
 * @param {string} arg
 */
function numeral(arg) {
  const number = arg.replace(/^([+-]?)inf$/i, '$1Infinity').replace(/^nan$/i, 'NaN');
  if (number === 'NaN' || !Number.isNaN(Number(number))) return number;
  throw new JcoError({ code: 'E0503', message: `an argument of a core function is a number, and ${JSON.stringify(arg)} is none` });
}

/**
 * @param {unknown} result
 * @returns {string} as WAVE writes it
 */
function written(result) {
  if (Array.isArray(result)) return `(${result.map(written).join(', ')})`;
  return String(result).replace('Infinity', 'inf').replace('NaN', 'nan');
}

/**
 * @param {import('@jco/preview2-shim/internal/core/stream.js').Sink} sink
 * @param {string} text
 */
const print = (sink, text) => sink.write(encode(text));

/**
 * The same functions, telling each call and its answer on standard error.
 * @param {Record<string, (...args: any[]) => number>} functions
 */
function traced(functions) {
  const entries = Object.entries(functions).map(([name, call]) => {
    return [name, (/** @type {any[]} */ ...args) => {
      const answer = call(...args);
      print(stderr, `${NAMESPACE}#${name}(${args.join(', ')}) -> ${answer}\n`);
      return answer;
    }];
  });
  return Object.fromEntries(entries);
}
