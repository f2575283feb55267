// `jco run` of a core module of preview 1.

import { addonPath } from '../addon.js';
import { engine } from '../binding.js';
import { JcoError } from '../errors.js';
import { preview1Parts } from '../run/shim.js';

/** How many imports that are wrong an error names. */
const MOST_NAMED = 5;

const NAMESPACE = 'wasi_snapshot_preview1';

/** As a shell tells of a process that SIGPIPE has ended. */
const BROKEN_PIPE = 141;

/** @typedef {import('./index.js').Preview1} Preview1 */

/** @typedef {typeof import('./parts.js')} Parts */

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
  const parts = await preview1Parts();
  parts.useNative(engine(), addonPath);
  /** @type {Preview1} */
  const guest = new parts.Preview1({ ...configOf(request), brokenPipe: () => guest.exit(BROKEN_PIPE) });
  try {
    const imports = request.trace ? traced(guest.imports[NAMESPACE], (text) => print(parts, 'stderr', text)) : guest.imports[NAMESPACE];
    refuseUnknown(module, imports, request.app);
    const instance = new WebAssembly.Instance(module, { [NAMESPACE]: imports });
    return request.invoke ? invoke(guest, instance, request, (text) => print(parts, 'stdout', text)) : command(guest, instance, request);
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
  const names = unknown.slice(0, MOST_NAMED).map(({ module: from, name }) => `${from}#${name}`);
  if (unknown.length > MOST_NAMED) names.push('…');
  throw new JcoError({
    code: 'E0504',
    message: `the core module imports what preview 1 has not: ${names.join(', ')}`,
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
 * @param {(text: string) => void} tell
 */
function invoke(guest, instance, { app, invoke: call }, tell) {
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
    const message = `${name} takes ${body.length} numbers, not ${args.length}`;
    throw new JcoError({ code: 'E0503', message, place: app });
  }
  const code = guest.initialize(instance);
  if (code !== 0) return code;
  return guest.call(() => {
    const result = body(...args);
    if (result !== undefined) tell(`${written(result)}\n`);
  });
}

/**
 * A number as the engine reads it from text, whatever type the parameter has: strings convert to all of them.
 * @param {string} arg
 */
function numeral(arg) {
  const number = arg.replace(/^([+-]?)inf$/i, '$1Infinity').replace(/^nan$/i, 'NaN');
  if (number === 'NaN' || !Number.isNaN(Number(number))) return number;
  const message = `an argument of a core function is a number, and ${JSON.stringify(arg)} is none`;
  throw new JcoError({ code: 'E0503', message });
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
 * @param {Parts} parts
 * @param {'stdout' | 'stderr'} stream
 * @param {string} text
 */
const print = (parts, stream, text) => parts[stream].write(parts.encode(text));

/**
 * The same functions, telling each call and its answer on standard error.
 * @param {Record<string, (...args: any[]) => number>} functions
 * @param {(text: string) => void} tell
 */
function traced(functions, tell) {
  const entries = Object.entries(functions).map(([name, call]) => {
    return [name, (/** @type {any[]} */ ...args) => {
      const answer = call(...args);
      tell(`${NAMESPACE}#${name}(${args.join(', ')}) -> ${answer}\n`);
      return answer;
    }];
  });
  return Object.fromEntries(entries);
}
