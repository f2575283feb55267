// Bytes made small, and into text for a link.

/**
 * @param {Uint8Array} bytes
 * @param {CompressionFormat} format
 */
export const compressed = (bytes, format) => through(bytes, new CompressionStream(format));

/**
 * @param {Uint8Array} bytes
 * @param {CompressionFormat} format
 */
export const expanded = (bytes, format) => through(bytes, new DecompressionStream(format));

/** A link of a few kilobytes may claim to be gigabytes. */
const MOST = 2 ** 26;

/**
 * @param {Uint8Array} bytes
 * @param {ReadableWritablePair<Uint8Array, BufferSource>} transform
 */
async function through(bytes, transform) {
  const stream = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(/** @type {any} */ (transform));
  const parts = [];
  let length = 0;
  for (let reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.length;
    if (length > MOST) throw new Error('there is more in it than a playground can hold');
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** @param {Uint8Array} bytes */
export function toBase64Url(bytes) {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @param {string} text */
export function fromBase64Url(text) {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
