// What wasm2js needs to know of a core module: its imports and exports with their types. Exports get plain names, because
// wasm2js spells them as identifiers, and two may become one.

import { leb, readLeb } from '../opt/sections.js';

/**
 * @typedef {{ params: number[], results: number[] }} Signature by the bytes of their types
 * @typedef {{ module: string, name: string, kind: number, signature?: Signature }} CoreImport
 * @typedef {{ name: string, kind: number, signature?: Signature }} CoreExport
 * @typedef {{ imports: CoreImport[], exports: CoreExport[], renamed: Uint8Array, types: Signature[] }} CoreShape
 */

export const FUNCTION = 0;
export const TABLE = 1;
export const MEMORY = 2;
export const GLOBAL = 3;
export const I64 = 0x7e;

const TYPE_SECTION = 1;
const IMPORT_SECTION = 2;
const FUNCTION_SECTION = 3;
const EXPORT_SECTION = 7;

/**
 * @param {Uint8Array} binary a core module, validated
 * @returns {CoreShape} `renamed` exports `e0`, `e1`, … in the order of `exports`
 */
export function shapeOf(binary) {
  /** @type {Signature[]} */
  let types = [];
  /** @type {CoreImport[]} */
  let imports = [];
  /** @type {(Signature | undefined)[]} */
  const functions = [];
  /** @type {CoreExport[]} */
  let exports = [];
  const parts = [binary.subarray(0, 8)];
  for (let at = 8; at < binary.length; ) {
    const [size, start] = readLeb(binary, at + 1);
    const end = start + size;
    const reader = new Reader(binary, start);
    const id = binary[at];
    if (id === TYPE_SECTION) types = reader.list(() => reader.type());
    if (id === IMPORT_SECTION) {
      imports = reader.list(() => reader.import(types));
      for (const { kind, signature } of imports) if (kind === FUNCTION) functions.push(signature);
    }
    if (id === FUNCTION_SECTION) functions.push(...reader.list(() => types[reader.number()]));
    if (id === EXPORT_SECTION) {
      const found = reader.list(() => reader.export());
      exports = found.map(({ name, kind, index }) => ({ name, kind, signature: kind === FUNCTION ? functions[index] : undefined }));
      parts.push(exportSection(found));
    } else {
      parts.push(binary.subarray(at, end));
    }
    at = end;
  }
  return { imports, exports, types, renamed: Buffer.concat(parts) };
}

/** @param {{ kind: number, index: number }[]} exports */
function exportSection(exports) {
  const entries = exports.flatMap(({ kind, index }, position) => {
    const name = Buffer.from(`e${position}`);
    return [...leb(name.length), ...name, kind, ...leb(index)];
  });
  const content = [...leb(exports.length), ...entries];
  return Uint8Array.of(EXPORT_SECTION, ...leb(content.length), ...content);
}

/** A place in a binary. */
class Reader {
  /** @param {Uint8Array} bytes @param {number} at */
  constructor(bytes, at) {
    this.bytes = bytes;
    this.at = at;
  }

  number() {
    const [value, end] = readLeb(this.bytes, this.at);
    this.at = end;
    return value;
  }

  byte() {
    return this.bytes[this.at++];
  }

  text() {
    const length = this.number();
    return new TextDecoder().decode(this.bytes.subarray(this.at, (this.at += length)));
  }

  /**
   * @template T
   * @param {() => T} item
   * @returns {T[]}
   */
  list(item) {
    return Array.from({ length: this.number() }, item);
  }

  /** @returns {Signature} */
  type() {
    if (this.byte() !== 0x60) throw new RangeError('a type that is no function');
    return { params: this.list(() => this.byte()), results: this.list(() => this.byte()) };
  }

  /** @param {Signature[]} types @returns {CoreImport} */
  import(types) {
    const [module, name, kind] = [this.text(), this.text(), this.byte()];
    if (kind === FUNCTION) return { module, name, kind, signature: types[this.number()] };
    if (kind === TABLE) this.byte();
    if (kind === GLOBAL) this.at += 2;
    else this.limits();
    return { module, name, kind };
  }

  limits() {
    const flags = this.number();
    this.number();
    if (flags & 1) this.number();
  }

  export() {
    return { name: this.text(), kind: this.byte(), index: this.number() };
  }
}
