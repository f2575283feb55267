// The host's random bytes.

/** The most bytes that `getRandomValues` fills at once. */
const CHUNK = 0x1_0000;

/**
 * Fills with cryptographically secure random bytes.
 * @param {Uint8Array} bytes
 */
export function fillRandom(bytes) {
  for (let start = 0; start < bytes.length; start += CHUNK) {
    globalThis.crypto.getRandomValues(bytes.subarray(start, start + CHUNK));
  }
}
