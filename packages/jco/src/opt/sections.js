// The core modules of a component, exchanged where they are. All else of the component stays as it is.

const CORE_MODULE = 1;
const COMPONENT = 4;

/**
 * The core modules, in the order of the component, those of components within it too.
 *
 * @param {Uint8Array} binary
 * @returns {Uint8Array[]} views into the binary
 */
export function coreModules(binary) {
  if (isCore(binary)) return [binary];
  return sections(binary).flatMap(({ id, content }) => {
    if (id === CORE_MODULE) return [content];
    return id === COMPONENT ? coreModules(content) : [];
  });
}

/**
 * The same component with other core modules.
 *
 * @param {Uint8Array} binary
 * @param {Map<Uint8Array, Uint8Array>} others by what {@link coreModules} gives: compared by their place
 * @returns {Uint8Array}
 */
export function withCoreModules(binary, others) {
  const byPlace = new Map(Array.from(others, ([module, other]) => [module.byteOffset, other]));
  return replaced(binary, byPlace);
}

/** @param {Uint8Array} binary @param {Map<number, Uint8Array>} others @returns {Uint8Array} */
function replaced(binary, others) {
  if (isCore(binary)) return others.get(binary.byteOffset) ?? binary;
  const parts = [binary.subarray(0, 8)];
  for (const { id, content } of sections(binary)) {
    const made = id === CORE_MODULE || id === COMPONENT ? replaced(content, others) : content;
    parts.push(Uint8Array.of(id, ...leb(made.length)), made);
  }
  return Buffer.concat(parts);
}

/** @param {Uint8Array} binary */
const isCore = (binary) => binary[4] === 1 && binary[6] === 0;

/** @param {Uint8Array} binary */
function sections(binary) {
  const found = [];
  for (let at = 8; at < binary.length; ) {
    const id = binary[at];
    const [size, start] = readLeb(binary, at + 1);
    if (start + size > binary.length) throw new RangeError('a section goes on beyond the end');
    found.push({ id, content: binary.subarray(start, start + size) });
    at = start + size;
  }
  return found;
}

/**
 * An unsigned number, and where it ends.
 *
 * @param {Uint8Array} bytes
 * @param {number} at
 * @returns {[value: number, end: number]}
 */
export function readLeb(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (!(byte & 0x80)) return [value, at];
  }
}

/** @param {number} value */
export function leb(value) {
  const bytes = [];
  for (; value > 0x7f; value = Math.floor(value / 128)) bytes.push((value & 0x7f) | 0x80);
  bytes.push(value);
  return bytes;
}
