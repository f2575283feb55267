// Lines that a person types while a guest waits for them. The guest's thread stops until the page has put one into the
// memory that both have: [state][bytes] and then the line.

const [WAITING, LINE, END] = [0, 1, 2];
const head = 2 * Int32Array.BYTES_PER_ELEMENT;
const ROOM = 64 * 1024;

/** Memory for lines, where threads can share any. */
export const lineMemory = () => (globalThis.crossOriginIsolated ? new SharedArrayBuffer(head + ROOM) : undefined);

/**
 * In the guest's thread: what reads a line.
 *
 * @param {SharedArrayBuffer} memory
 * @param {() => void} ask tells the page that a line is wanted
 * @returns {() => Uint8Array | null} null at the end
 */
export function lineReader(memory, ask) {
  const state = new Int32Array(memory, 0, 2);
  return () => {
    if (state[0] === END) return null;
    Atomics.store(state, 0, WAITING);
    ask();
    Atomics.wait(state, 0, WAITING);
    return state[0] === END ? null : new Uint8Array(memory, head, state[1]).slice();
  };
}

/**
 * In the page.
 *
 * @param {SharedArrayBuffer} memory
 * @param {string | null} line null: there are no more
 */
export function give(memory, line) {
  const state = new Int32Array(memory, 0, 2);
  if (line !== null) {
    const bytes = new TextEncoder().encode(line).subarray(0, ROOM);
    new Uint8Array(memory, head).set(bytes);
    state[1] = bytes.length;
  }
  Atomics.store(state, 0, line === null ? END : LINE);
  Atomics.notify(state, 0);
}
