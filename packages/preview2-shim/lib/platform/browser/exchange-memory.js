// A response on its way from the thread that fetches it to the one that waits for it: its head, its body as a ring of
// bytes, and what it has failed with.

/** Words before the texts. `head` and `error` are lengths of texts, `written` and `read` count bytes of the body. */
const word = { head: 0, error: 1, written: 2, read: 3, ended: 4 };
const WORDS = 5 * Int32Array.BYTES_PER_ELEMENT;

const HEAD = 0x1_0000;
const ERROR = 0x400;
const RING = 0x1_0000;

const RING_AT = WORDS + HEAD + ERROR;

/** @typedef {ReturnType<typeof exchangeMemory>} ExchangeMemory */

export const newMemory = () => new SharedArrayBuffer(RING_AT + RING);

/** @param {SharedArrayBuffer} memory */
export function exchangeMemory(memory) {
  const words = new Int32Array(memory, 0, WORDS / Int32Array.BYTES_PER_ELEMENT);
  const ring = new Uint8Array(memory, RING_AT, RING);
  const available = () => (Atomics.load(words, word.written) - Atomics.load(words, word.read)) | 0;

  /**
   * @param {number} at
   * @param {number} index of the word with its length
   * @returns {any} undefined if it is not there
   */
  function text(at, index) {
    const length = Atomics.load(words, index);
    return length === 0 ? undefined : JSON.parse(new TextDecoder().decode(new Uint8Array(memory, at, length).slice()));
  }

  /**
   * @param {unknown} value
   * @param {number} at
   * @param {number} most
   * @param {number} index
   */
  function setText(value, at, most, index) {
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    if (bytes.length > most) throw Object.assign(new Error('the head of the response is too large'), { code: 'HPE_HEADER_OVERFLOW' });
    new Uint8Array(memory, at, most).set(bytes);
    Atomics.store(words, index, bytes.length);
  }

  return {
    available,
    room: () => RING - available(),

    // The thread that fetches.

    /** @param {{ status: number, headers: string[] }} head */
    setHead: (head) => setText(head, WORDS, HEAD, word.head),

    /** @param {{ code?: unknown, message: string }} error */
    setError: ({ code, message }) => setText({ code, message: message.slice(0, 200) }, WORDS + HEAD, ERROR, word.error),

    end: () => void Atomics.store(words, word.ended, 1),

    /** @param {Uint8Array} bytes no more than there is room for */
    put(bytes) {
      const at = Atomics.load(words, word.written) & (RING - 1);
      const first = bytes.subarray(0, RING - at);
      ring.set(first, at);
      ring.set(bytes.subarray(first.length), 0);
      // Counts go on beyond 2³¹, where differences are right all the same.
      Atomics.add(words, word.written, bytes.length);
    },

    // The thread that waits.

    /** @returns {{ status: number, headers: string[] } | undefined} */
    head: () => text(WORDS, word.head),

    /** @returns {{ code?: string, message: string } | undefined} */
    error: () => text(WORDS + HEAD, word.error),

    isEnded: () => Atomics.load(words, word.ended) === 1,

    /** @param {number} length no more than is available */
    take(length) {
      const at = Atomics.load(words, word.read) & (RING - 1);
      const bytes = new Uint8Array(length);
      const first = ring.subarray(at, at + length);
      bytes.set(first);
      bytes.set(ring.subarray(0, length - first.length), first.length);
      Atomics.add(words, word.read, length);
      return bytes;
    },
  };
}
