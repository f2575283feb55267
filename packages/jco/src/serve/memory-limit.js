// Puts a bound to the memories of a core module: an engine has no setting for that, but the module's own declaration has.

import { JcoError } from '../errors.js';

const MEMORY_SECTION = 5;
const PAGE = 65_536;

const HAS_MAX = 1;

/**
 * @param {Uint8Array} module
 * @param {number | undefined} limit bytes
 * @returns {Uint8Array}
 */
export function limited(module, limit) {
  if (limit === undefined) return module;
  const reader = new Reader(module, 8);
  while (!reader.isAtEnd) {
    const start = reader.at;
    const id = reader.byte();
    const size = Number(reader.number());
    const content = reader.at;
    if (id === MEMORY_SECTION) {
      const section = memorySection(new Reader(module, content), BigInt(Math.floor(limit / PAGE)), limit);
      const head = [MEMORY_SECTION, ...leb(BigInt(section.length))];
      return Buffer.concat([module.subarray(0, start), Uint8Array.from(head), Uint8Array.from(section), module.subarray(content + size)]);
    }
    reader.at = content + size;
  }
  return module;
}

/**
 * @param {Reader} reader at the section's content
 * @param {bigint} pages
 * @param {number} limit
 */
function memorySection(reader, pages, limit) {
  const count = reader.number();
  const section = [...leb(count)];
  for (let left = count; left > 0n; left--) {
    const flags = reader.byte();
    const min = reader.number();
    const max = flags & HAS_MAX ? reader.number() : undefined;
    if (min > pages) throw tooLarge(min, limit);
    section.push(flags | HAS_MAX, ...leb(min), ...leb(max !== undefined && max < pages ? max : pages));
  }
  return section;
}

/**
 * @param {bigint} min
 * @param {number} limit
 */
const tooLarge = (min, limit) => new JcoError({
  code: 'E0604',
  message: `the component starts with ${Number(min) * PAGE} bytes of memory, and may have ${limit}`,
  help: 'give it more with --max-memory',
});

class Reader {
  #bytes;

  /**
   * @param {Uint8Array} bytes of a valid module
   * @param {number} at
   */
  constructor(bytes, at) {
    this.#bytes = bytes;
    this.at = at;
  }

  get isAtEnd() {
    return this.at >= this.#bytes.length;
  }

  byte() {
    return this.#bytes[this.at++];
  }

  number() {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }
}

/** @param {bigint} value */
function leb(value) {
  const bytes = [];
  let rest = value;
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return [...bytes, Number(rest)];
}
