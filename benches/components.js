// The benchmark components as bytes, and the core modules inside them, which hand-written glue runs.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { importOurs, whyNotOurs } from './ours.js';
import { cache, importPeer } from './peer.js';

/** The component that `components/<name>.js` writes as text, parsed once per content. */
export async function componentBytes(name) {
  const { wat } = await import(`./components/${name}.js`);
  return cached(name, wat, async () => (await tools()).parse(wat));
}

/** A component of the world in `components/<name>.wit` whose functions do nothing. */
export async function dummyBytes(name) {
  const witSource = readFileSync(new URL(`./components/${name}.wit`, import.meta.url), 'utf8');
  return cached(name, witSource, async () => {
    const { componentEmbed, componentNew } = await tools();
    return componentNew(await componentEmbed({ witSource, dummy: true }));
  });
}

/** Both packages have the same functions for making components. */
async function tools() {
  return await whyNotOurs() ? importPeer() : importOurs();
}

async function cached(name, source, build) {
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 16);
  const file = path.join(cache, 'benches', `${name}-${hash}.wasm`);
  if (!existsSync(file)) writeWhole(file, await build());
  return new Uint8Array(readFileSync(file));
}

/** A real guest that `tests/guests/build.js` builds, or undefined where that has not happened. */
export function guestBytes(name) {
  const file = new URL(`../tests/guests/built/${name}.wasm`, import.meta.url);
  return existsSync(file) ? new Uint8Array(readFileSync(file)) : undefined;
}

/** Writes a file that a reader sees either not at all or complete. */
export function writeWhole(file, bytes) {
  mkdirSync(path.dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, bytes);
  renameSync(unfinished, file);
}

const PREAMBLE = 8;
const CORE_MODULE = 1;
const COMPONENT = 4;

/** @param {Uint8Array} component @returns {Uint8Array[]} core modules in the order of the binary */
export function coreModules(component) {
  const modules = [];
  let at = PREAMBLE;
  while (at < component.length) {
    const id = component[at++];
    let size = 0;
    for (let shift = 0, byte = 0x80; byte & 0x80; shift += 7) {
      byte = component[at++];
      size += (byte & 0x7f) * 2 ** shift;
    }
    const section = component.subarray(at, at + size);
    if (id === CORE_MODULE) modules.push(section);
    if (id === COMPONENT) modules.push(...coreModules(section));
    at += size;
  }
  return modules;
}
