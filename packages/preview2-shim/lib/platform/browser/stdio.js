// Standard streams where there is no process: no input, and lines on the console.

/** @typedef {import('../../core/stream.js').Source} Source */
/** @typedef {import('../../core/stream.js').Sink} Sink */

/** @type {Source} */
export const stdin = { read: () => undefined };

export const stdout = consoleSink((line) => console.log(line));
export const stderr = consoleSink((line) => console.error(line));

export const isTerminal = () => false;

/**
 * @param {number} fd
 * @returns {Source}
 */
export function descriptorSource(fd) {
  throw new TypeError(`descriptor ${fd} cannot be read: a browser has none`);
}

/**
 * Shows each line when it ends, and what is left of one when the guest has returned.
 * @param {(line: string) => void} show
 * @returns {Sink}
 */
function consoleSink(show) {
  const decoder = new TextDecoder();
  let rest = '';
  let isScheduled = false;

  function showRest() {
    isScheduled = false;
    if (rest !== '') show(rest);
    rest = '';
  }

  return {
    write(bytes) {
      // The last of the lines has no end yet.
      const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) show(line);
      if (rest === '' || isScheduled) return;
      isScheduled = true;
      queueMicrotask(showRest);
    },
  };
}
