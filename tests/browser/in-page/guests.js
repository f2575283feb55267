// Guests of tests/guests, transpiled in this page and run in it.

import { transpile } from 'jco';
import { ComponentExit } from '@jco/preview2-shim/cli';
import { WASIShim } from '@jco/preview2-shim/instantiation';
import { memfs } from '@jco/preview2-shim/memfs';

import { Counter, imports } from '../../runtime/library-host.js';
import { playTranscript } from '../../runtime/transcript.js';

/** @param {string} name */
async function built(name) {
  return new Uint8Array(await (await fetch(`/tests/guests/built/${name}.wasm`)).arrayBuffer());
}

/** @param {string} name */
async function transcript(name) {
  return (await (await fetch(`/tests/runtime/transcripts/${name}.json`)).json()).steps;
}

/**
 * @param {string} name of a guest
 * @returns {Promise<(imports: object) => Promise<Record<string, any>>>} makes an instance
 */
export async function instantiable(name) {
  const { files } = await transpile(await built(name), { name, instantiation: 'async' });
  const script = new Blob([/** @type {any} */ (files[`${name}.js`])], { type: 'text/javascript' });
  const { instantiate } = await import(URL.createObjectURL(script));
  const coreModule = (/** @type {string} */ file) => WebAssembly.compile(/** @type {any} */ (files[file]));
  return (given) => instantiate(coreModule, given);
}

/** A library with records, strings and resources. */
export async function library() {
  const instantiate = await instantiable('library');
  const steps = await transcript('library');
  await playTranscript(steps, () => instantiate(imports), Counter);
  return steps.length;
}

/** Components that call each other. */
export async function composed() {
  const instantiate = await instantiable('composed');
  const steps = await transcript('composed');
  await playTranscript(steps, () => instantiate({}));
  return steps.length;
}

/** A command, run after run with one file system in memory: what each printed, and how it ended. */
export async function command() {
  const instantiate = await instantiable('command');
  const mount = memfs();
  const runs = [];
  const waits = (/** @type {any} */ step) => step.args[0] === 'sleep';
  for (const { args, env = {}, stdin = '' } of (await transcript('command')).filter((/** @type {any} */ step) => !waits(step))) {
    runs.push({ args, ...(await run(instantiate, { args: ['command.wasm', ...args], env, stdin, preopens: { '/work': mount } })) });
  }
  return { runs, files: Object.keys(mount.files()) };
}

/**
 * @param {(imports: object) => Promise<Record<string, any>>} instantiate
 * @param {import('@jco/preview2-shim/instantiation').WASIShimConfig} config
 */
export async function run(instantiate, config) {
  const printed = { stdout: '', stderr: '' };
  const into = (/** @type {'stdout' | 'stderr'} */ name, decoder = new TextDecoder()) => (/** @type {Uint8Array} */ bytes) => {
    printed[name] += decoder.decode(bytes, { stream: true });
  };
  const shim = new WASIShim({ ...config, stdout: into('stdout'), stderr: into('stderr') });
  const { run } = await instantiate(shim.getImportObject());
  try {
    run.run();
    return { code: 0, ...printed };
  } catch (/** @type {any} */ error) {
    if (error instanceof ComponentExit) return { code: error.code, ...printed };
    if ('payload' in error) return { code: 1, ...printed };
    throw error;
  }
}

/** A component in JavaScript, with the engine that it carries. */
export async function js() {
  const printed = { stdout: '', stderr: '' };
  const into = (/** @type {'stdout' | 'stderr'} */ name) => (/** @type {Uint8Array} */ bytes) => {
    printed[name] += new TextDecoder().decode(bytes);
  };
  const shim = new WASIShim({ stdout: into('stdout'), stderr: into('stderr') });
  const { text, say, now } = await (await instantiable('js'))(shim.getImportObject());
  say('hello from JavaScript');
  let payload;
  try {
    text.parse('{}');
  } catch (/** @type {any} */ error) {
    ({ payload } = error);
  }
  const older = text.older({ name: 'Ann', age: 41, email: 'a@b' }, 1);
  const late = Math.abs(now() - Date.now());
  return { greeting: text.greet('wörld 😀'), older, tokens: text.tokens('one 2.5'), parsed: [...text.parse('[1, 2.5]')], payload, late, printed };
}

/** A command whose output goes to the console. */
export async function hello() {
  const instantiate = await instantiable('hello');
  const { run } = await instantiate(new WASIShim().getImportObject());
  run.run();
  // The rest of a line is shown when the guest has returned.
  await undefined;
}

/** A command that would have to wait. */
export async function sleeper() {
  const instantiate = await instantiable('command');
  const { run } = await instantiate(new WASIShim({ args: ['command.wasm', 'sleep', '1'] }).getImportObject());
  try {
    run.run();
  } catch (/** @type {any} */ error) {
    return { name: error.name, code: error.code, message: error.message };
  }
}
