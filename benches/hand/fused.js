// Guest to guest in JavaScript: a number goes straight from core to core; bytes and text are copied from
// the caller's memory to the callee's, text is validated on the way.

import { Buffer, isUtf8 } from 'node:buffer';
import { trap } from './trap.js';

/** Most bytes that a loop copies faster than `set(subarray)`. */
const SHORT = 16;

/** @param {WebAssembly.Module[]} modules */
export async function instantiate([libcModule, calleeModule, textModule, callerModule]) {
  const { exports: libc } = await WebAssembly.instantiate(libcModule);
  const { exports: callee } = await WebAssembly.instantiate(calleeModule, { libc });
  const { exports: text } = await WebAssembly.instantiate(textModule);
  const { memory: target, realloc } = /** @type {any} */ (libc);
  const { memory: origin } = /** @type {any} */ (text);
  const { add, take } = /** @type {any} */ (callee);

  let from = new Uint8Array(origin.buffer);
  let fromWords = new Uint32Array(origin.buffer);
  let source = Buffer.from(origin.buffer);
  let to = new Uint8Array(target.buffer);
  let toUnits = new Uint16Array(target.buffer);
  let toWords = new Uint32Array(target.buffer);
  let sink = Buffer.from(target.buffer);

  function renewViews() {
    from = new Uint8Array(origin.buffer);
    fromWords = new Uint32Array(origin.buffer);
    source = Buffer.from(origin.buffer);
    to = new Uint8Array(target.buffer);
    toUnits = new Uint16Array(target.buffer);
    toWords = new Uint32Array(target.buffer);
    sink = Buffer.from(target.buffer);
  }

  function allocate(align, size) {
    const ptr = realloc(0, 0, align, size) >>> 0;
    if (to.length === 0 || from.length === 0) renewViews();
    if (ptr + size > to.length || (ptr & (align - 1)) !== 0) trap('realloc returned a bad pointer');
    return ptr;
  }

  function copyBytes(ptr, length) {
    const at = allocate(1, length);
    if (ptr + length > from.length) trap('list out of bounds');
    if (length > SHORT) to.set(from.subarray(ptr, ptr + length), at);
    else for (let i = 0; i < length; i++) to[at + i] = from[ptr + i];
    return at;
  }

  function copyUtf8(ptr, length) {
    const at = allocate(1, length);
    if (ptr + length > from.length) trap('string out of bounds');
    if (length > SHORT) return copyLongUtf8(ptr, length, at);
    for (let i = 0; i < length; i++) {
      const byte = from[ptr + i];
      if (byte > 0x7f) return copyLongUtf8(ptr, length, at);
      to[at + i] = byte;
    }
    return at;
  }

  function copyLongUtf8(ptr, length, at) {
    const view = from.subarray(ptr, ptr + length);
    if (!isUtf8(view)) trap('invalid utf-8');
    to.set(view, at);
    return at;
  }

  function takeUtf16(ptr, length) {
    if (ptr + length > from.length) trap('string out of bounds');
    if (length > SHORT) {
      if (!isUtf8(from.subarray(ptr, ptr + length))) trap('invalid utf-8');
      return takeLongUtf16(source.utf8Slice(ptr, ptr + length));
    }
    const at = allocate(2, length * 2);
    for (let i = 0; i < length; i++) {
      const byte = from[ptr + i];
      if (byte > 0x7f) return takeLongUtf16(source.utf8Slice(ptr, ptr + length));
      toUnits[(at >>> 1) + i] = byte;
    }
    return take(at, length);
  }

  function takeLongUtf16(s) {
    const at = allocate(2, s.length * 2);
    sink.ucs2Write(s, at, s.length * 2);
    return take(at, s.length);
  }

  function copyStrings(ptr, count) {
    const at = allocate(4, count * 8);
    if (ptr + count * 8 > from.length || (ptr & 3) !== 0) trap('list out of bounds');
    for (let i = 0; i < count; i++) {
      const length = fromWords[(ptr >>> 2) + i * 2 + 1];
      const copied = copyUtf8(fromWords[(ptr >>> 2) + i * 2], length);
      toWords[(at >>> 2) + i * 2] = copied;
      toWords[(at >>> 2) + i * 2 + 1] = length;
    }
    return at;
  }

  const { exports } = await WebAssembly.instantiate(callerModule, {
    callee: {
      'add': add,
      'take-utf8': (ptr, length) => take(copyUtf8(ptr >>> 0, length >>> 0), length),
      'take-utf16': (ptr, length) => takeUtf16(ptr >>> 0, length >>> 0),
      'take-bytes': (ptr, length) => take(copyBytes(ptr >>> 0, length >>> 0), length),
      'take-strings': (ptr, count) => take(copyStrings(ptr >>> 0, count >>> 0), count),
    },
  });
  const core = /** @type {Record<string, Function>} */ (exports);
  const loop = name => (n, length) => core[name](n >>> 0, length >>> 0) >>> 0;

  return {
    callAdd: loop('call-add'),
    callTakeUtf8: loop('call-take-utf8'),
    callTakeUtf16: loop('call-take-utf16'),
    callTakeBytes: loop('call-take-bytes'),
    callTakeStrings: loop('call-take-strings'),
  };
}
