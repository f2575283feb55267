// What benches/page.js measures. Each call returns the milliseconds of it that do not count.

import { transpile as transpileComponent } from 'jco';
import { compile } from 'jco/load';

const WARM_UP = 10;

/** @type {Map<string, Uint8Array>} */
const components = new Map();

/** @param {string} name of a guest */
async function fetched(name) {
  const bytes = new Uint8Array(await (await fetch(`/tests/guests/built/${name}.wasm`)).arrayBuffer());
  components.set(name, bytes);
}

const bytesOf = (/** @type {string} */ name) => /** @type {Uint8Array} */ (components.get(name));

/** @param {string} name */
export async function transpilePrepared(name) {
  await fetched(name);
  for (let count = 0; count < WARM_UP; count++) await transpile(name);
}

/** @param {string} name */
export async function transpile(name) {
  await transpileComponent(bytesOf(name), { name: 'component' });
  return 0;
}

/** @param {string} name */
export async function loadPrepared(name) {
  await fetched(name);
  for (let count = 0; count < WARM_UP; count++) await load(name);
}

/** @param {string} name */
export async function load(name) {
  const { modules } = await compile(bytesOf(name));
  return Object.keys(modules).length === 0 ? NaN : 0;
}
