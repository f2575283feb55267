// What takes longer than a second says so, where standard error is a terminal.

/**
 * @template T
 * @param {string} text `Optimising app.wasm`
 * @param {import('../cli.js').Terminal} terminal
 * @param {() => Promise<T>} work leaves the event loop its turns
 * @returns {Promise<T>}
 */
export async function withProgress(text, terminal, work) {
  if (!terminal.isShown()) return work();
  const started = performance.now();
  let isLine = false;
  const timer = setInterval(() => {
    isLine = true;
    const seconds = Math.floor((performance.now() - started) / 1000);
    // Names come from the command line, but may have been pasted into it.
    terminal.draw(`\r\x1b[K${text.replace(/\p{C}/gu, '?')} … ${seconds} s`);
  }, 1000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (isLine) terminal.draw('\r\x1b[K');
  }
}
