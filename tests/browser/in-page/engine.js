// The API of `jco` in this page.

import { componentWit, parse, transpile, types } from 'jco';

const adder = `(component
  (core module $m (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))
  (core instance $i (instantiate $m))
  (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "add"))))`;

/** @param {string} name of a guest */
export async function transpiled(name) {
  const component = new Uint8Array(await (await fetch(`/tests/guests/built/${name}.wasm`)).arrayBuffer());
  const { files } = await transpile(component, { name });
  return Object.entries(files).map(([path, bytes]) => [path, bytes.length, digest(bytes)]);
}

/** @param {Uint8Array} bytes */
function digest(bytes) {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** @param {Promise<unknown>} promise */
const refusal = (promise) => promise.then(() => undefined, ({ name, code }) => ({ name, code }));

export async function tools() {
  return {
    wit: await componentWit(await parse(adder)),
    types: Object.keys(await types({ 'a.wit': 'package a:b; world w { export f: func(); }' }, { worldName: 'w' })),
    garbage: await refusal(transpile(new Uint8Array(64))),
    option: await refusal(transpile(new Uint8Array(64), /** @type {any} */ ({ minfy: true }))),
    path: await refusal(types('some/path')),
  };
}

export async function parses() {
  return (await parse(adder)).length > 0;
}

export async function failure() {
  try {
    await parse(adder);
  } catch (/** @type {any} */ { code, message, place, help }) {
    return { code, message, place, help };
  }
}

/**
 * How long transpiling takes, warm, in milliseconds: the median.
 *
 * @param {string} name of a guest
 * @param {number} rounds
 */
export async function duration(name, rounds) {
  const component = new Uint8Array(await (await fetch(`/tests/guests/built/${name}.wasm`)).arrayBuffer());
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await transpile(component, { name });
    times.push(performance.now() - start);
  }
  return times.sort((one, other) => one - other)[rounds >> 1];
}
