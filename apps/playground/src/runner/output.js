// What a guest prints, on its way to the page: at once, so that it is seen before the guest waits, and in larger pieces
// where there is much of it.

const AT_ONCE = 100;
const WINDOW = 50;
const PIECE = 32 * 1024;
const LIMIT = 2 ** 21;

/** @typedef {'stdout' | 'stderr'} StreamName */

export function createOutput() {
  /** @type {{ stream: StreamName, text: string }[]} */
  let pieces = [];
  let held = 0;
  let total = 0;
  const isTooOften = pace();

  function flush() {
    if (pieces.length > 0) postMessage({ output: pieces });
    pieces = [];
    held = 0;
  }

  /** @param {StreamName} stream @param {string} text */
  function add(stream, text) {
    const last = pieces.at(-1);
    if (last?.stream === stream) last.text += text;
    else pieces.push({ stream, text });
    held += text.length;
    if (held >= PIECE || !isTooOften()) flush();
  }

  return {
    flush,

    /** How many bytes were too many to be shown. */
    hidden: () => Math.max(0, total - LIMIT),

    /** @param {StreamName} stream */
    sink(stream) {
      const decoder = new TextDecoder();
      return (/** @type {Uint8Array} */ bytes) => {
        const room = LIMIT - total;
        total += bytes.length;
        if (room > 0) add(stream, decoder.decode(bytes.subarray(0, room), { stream: true }));
      };
    },
  };
}

/** Counts messages, and tells whether there have been enough of them for a while. */
function pace() {
  let start = 0;
  let count = 0;
  return () => {
    const now = performance.now();
    if (now - start > WINDOW) {
      start = now;
      count = 0;
    }
    return count++ >= AT_ONCE;
  };
}
