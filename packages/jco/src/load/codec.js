// Component values as bytes, for the reply to a thread that waits: what it waits on is memory, not messages.

const kinds = [
  ...[Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array],
  ...[BigUint64Array, BigInt64Array, Float32Array, Float64Array],
];

// Each value begins with one of these. Typed arrays follow `typed`, in the order of `kinds`.
const tag = {
  ...{ undefined: 0, null: 1, false: 2, true: 3, number: 4 },
  ...{ bigint: 5, string: 6, array: 7, map: 8, object: 9, typed: 10 },
};

/**
 * @param {any} value
 * @returns {Uint8Array}
 */
export function encode(value) {
  const to = growingBytes();
  write(value, to);
  return to.written();
}

/**
 * @param {any} value
 * @param {ReturnType<typeof growingBytes>} to
 */
function write(value, to) {
  /** @param {any[]} members */
  function sequence(members) {
    to.size(members.length);
    for (const member of members) write(member, to);
  }
  const isConstant = value === undefined || value === null || typeof value === 'boolean';
  if (isConstant) return to.byte(tag[/** @type {'null'} */ (String(value))]);
  if (typeof value === 'number') return to.byte(tag.number), to.number(value);
  if (typeof value === 'bigint') return to.byte(tag.bigint), to.block(new TextEncoder().encode(String(value)));
  if (typeof value === 'string') return to.byte(tag.string), to.block(utf16(value));
  if (typeof value !== 'object') throw new TypeError(`a ${typeof value} is no component value`);
  if (Array.isArray(value)) return to.byte(tag.array), sequence(value);
  if (value instanceof Map) return to.byte(tag.map), sequence([...value].flat());
  const kind = kinds.findIndex((kind) => value instanceof kind);
  if (kind < 0) return to.byte(tag.object), sequence(Object.entries(value).flat());
  to.byte(tag.typed + kind);
  to.block(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
}

function growingBytes() {
  let bytes = new Uint8Array(1024);
  let view = new DataView(bytes.buffer);
  let length = 0;

  /** @param {number} size @returns {number} where they begin */
  function reserve(size) {
    const at = length;
    length += size;
    if (length > bytes.length) {
      const grown = new Uint8Array(Math.max(length, bytes.length * 2));
      grown.set(bytes);
      bytes = grown;
      view = new DataView(bytes.buffer);
    }
    return at;
  }

  // Where bytes go is known before what they are in: that may be another buffer then.
  return {
    /** @param {number} value */
    byte(value) {
      const at = reserve(1);
      bytes[at] = value;
    },
    /** @param {number} value */
    size(value) {
      const at = reserve(4);
      view.setUint32(at, value);
    },
    /** @param {number} value */
    number(value) {
      const at = reserve(8);
      view.setFloat64(at, value);
    },
    /** @param {Uint8Array} content */
    block(content) {
      this.size(content.length);
      const at = reserve(content.length);
      bytes.set(content, at);
    },
    written: () => bytes.subarray(0, length),
  };
}

/**
 * @param {Uint8Array} bytes
 * @returns {any}
 */
export function decode(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const size = () => view.getUint32((at += 4) - 4);
  const block = () => {
    const length = size();
    return bytes.slice(at, (at += length));
  };
  const sequence = () => Array.from({ length: size() }, read);
  /** @returns {[any, any][]} */
  const pairs = () => {
    const members = sequence();
    return Array.from({ length: members.length / 2 }, (_, index) => [members[2 * index], members[2 * index + 1]]);
  };

  /** @type {(() => any)[]} */
  const readers = [
    () => undefined,
    () => null,
    () => false,
    () => true,
    () => view.getFloat64((at += 8) - 8),
    () => BigInt(new TextDecoder().decode(block())),
    () => fromUtf16(block()),
    sequence,
    () => new Map(pairs()),
    () => Object.fromEntries(pairs()),
    ...kinds.map((Kind) => () => new Kind(block().buffer)),
  ];
  function read() {
    return readers[bytes[at++]]();
  }
  return read();
}

// UTF-8 would lose lone surrogates, which are for the component's glue to judge.
/** @param {string} text */
function utf16(text) {
  const units = Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return new Uint8Array(units.buffer);
}

/** @param {Uint8Array} bytes a copy, so that it is aligned */
function fromUtf16(bytes) {
  const units = new Uint16Array(bytes.buffer);
  let text = '';
  for (let from = 0; from < units.length; from += 8192) {
    text += String.fromCharCode(...units.subarray(from, from + 8192));
  }
  return text;
}
