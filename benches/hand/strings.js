// Strings as arguments and results, in both directions and both encodings.

import { text } from './text.js';
import { trap } from './trap.js';

/** @param {WebAssembly.Module[]} modules @param {Record<string, any>} imports */
export async function instantiate([libcModule, main], imports) {
  const { takeUtf8, giveUtf8, takeUtf16, giveUtf16 } = imports['bench:calls/host'];
  const { exports: libc } = await WebAssembly.instantiate(libcModule);
  const { memory, realloc } = /** @type {any} */ (libc);
  const { lowerUtf8, liftUtf8, lowerUtf16, liftUtf16, loweredLength } = text(memory, realloc);
  let words = new Uint32Array(memory.buffer);

  /** Stores the pointer and the length of the string that was lowered last. */
  function storeString(at, ptr) {
    if (words.length === 0) words = new Uint32Array(memory.buffer);
    if ((at & 3) !== 0 || at + 8 > words.length * 4) trap('bad return pointer');
    words[at >>> 2] = ptr;
    words[(at >>> 2) + 1] = loweredLength();
  }

  function loadedPointer(at) {
    if (words.length === 0) words = new Uint32Array(memory.buffer);
    if ((at & 3) !== 0 || at + 8 > words.length * 4) trap('bad return pointer');
    return words[at >>> 2];
  }
  const loadedLength = at => words[(at >>> 2) + 1];

  const { exports } = await WebAssembly.instantiate(main, {
    libc,
    host: {
      'take-utf8': (ptr, length) => takeUtf8(liftUtf8(ptr >>> 0, length >>> 0)) >>> 0,
      'give-utf8': at => storeString(at >>> 0, lowerUtf8(giveUtf8())),
      'take-utf16': (ptr, length) => takeUtf16(liftUtf16(ptr >>> 0, length >>> 0)) >>> 0,
      'give-utf16': at => storeString(at >>> 0, lowerUtf16(giveUtf16())),
    },
  });
  const {
    take, keep, give, echo, post,
    'call-take-utf8': callTakeUtf8, 'call-give-utf8': callGiveUtf8,
    'call-take-utf16': callTakeUtf16, 'call-give-utf16': callGiveUtf16,
  } = /** @type {Record<string, Function>} */ (exports);

  function resultUtf8(at) {
    const s = liftUtf8(loadedPointer(at), loadedLength(at));
    post(at);
    return s;
  }

  function resultUtf16(at) {
    const s = liftUtf16(loadedPointer(at), loadedLength(at));
    post(at);
    return s;
  }

  return {
    takeUtf8: s => take(lowerUtf8(s), loweredLength()) >>> 0,
    keepUtf8: s => { keep(lowerUtf8(s), loweredLength()); },
    giveUtf8: () => resultUtf8(give() >>> 0),
    echoUtf8: s => resultUtf8(echo(lowerUtf8(s), loweredLength()) >>> 0),
    takeUtf16: s => take(lowerUtf16(s), loweredLength()) >>> 0,
    keepUtf16: s => { keep(lowerUtf16(s), loweredLength()); },
    giveUtf16: () => resultUtf16(give() >>> 0),
    echoUtf16: s => resultUtf16(echo(lowerUtf16(s), loweredLength()) >>> 0),
    callTakeUtf8: n => callTakeUtf8(n >>> 0) >>> 0,
    callGiveUtf8: n => callGiveUtf8(n >>> 0) >>> 0,
    callTakeUtf16: n => callTakeUtf16(n >>> 0) >>> 0,
    callGiveUtf16: n => callGiveUtf16(n >>> 0) >>> 0,
  };
}
