// Records, variants, options, results, flags and enums. Small values travel flat, as core parameters;
// results of more than one core value come back through memory. One function holds it all, as in
// generated glue, whose shape this is to be compared with.

import { text } from './text.js';
import { trap } from './trap.js';

const colors = ['red', 'green', 'blue', 'black'];

class ComponentError extends Error {
  constructor(payload) {
    super(typeof payload === 'string' ? payload : `${payload} (see error.payload)`);
    this.payload = payload;
  }
}

/** The `err` payload of a `result` that a host function threw; a plain Error is no result at all. */
function payloadOf(thrown) {
  if (!(thrown instanceof Error)) return thrown;
  if (!Object.hasOwn(thrown, 'payload')) throw thrown;
  return /** @type {any} */ (thrown).payload;
}

const liftPerms = bits => ({ read: (bits & 1) !== 0, write: (bits & 2) !== 0, exec: (bits & 4) !== 0 });
const lowerPerms = v => (v.read ? 1 : 0) | (v.write ? 2 : 0) | (v.exec ? 4 : 0);

function liftColor(index) {
  if (index >= 4) trap('invalid enum discriminant');
  return colors[index];
}

function lowerColor(v) {
  switch (v) {
    case 'red': return 0;
    case 'green': return 1;
    case 'blue': return 2;
    case 'black': return 3;
    default: throw new TypeError(`"${v}" is no color`);
  }
}

const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);

function bitsOf(value) {
  double[0] = value;
  return bits[0];
}

function doubleOf(value) {
  bits[0] = value;
  return double[0];
}

function wrongCase(v) {
  return new TypeError(`"${v.tag}" is no case of the variant`);
}

/** @param {WebAssembly.Module[]} modules @param {Record<string, any>} imports */
export async function instantiate([libcModule, main], imports) {
  const host = imports['bench:calls/host'];
  const { exports: libc } = await WebAssembly.instantiate(libcModule);
  const { memory, realloc } = /** @type {any} */ (libc);
  const { lowerUtf8, liftUtf8, loweredLength } = text(memory, realloc);
  let view = new DataView(memory.buffer);

  /** The view, checked to hold `size` bytes at an aligned address. */
  function at(ptr, align, size) {
    if (view.byteLength === 0) view = new DataView(memory.buffer);
    if ((ptr & (align - 1)) !== 0) trap('unaligned pointer');
    if (ptr + size > view.byteLength) trap('pointer out of bounds');
    return view;
  }

  function loadEight(ptr) {
    const data = at(ptr, 8, 32);
    return {
      a: data.getUint8(ptr), b: data.getInt8(ptr + 1),
      c: data.getUint16(ptr + 2, true), d: data.getInt32(ptr + 4, true), e: data.getUint32(ptr + 8, true),
      f: data.getFloat32(ptr + 12, true), g: data.getFloat64(ptr + 16, true), h: data.getUint8(ptr + 24) !== 0,
    };
  }

  function storeEight(v, ptr) {
    const data = at(ptr, 8, 32);
    data.setUint8(ptr, v.a);
    data.setInt8(ptr + 1, v.b);
    data.setUint16(ptr + 2, v.c, true);
    data.setInt32(ptr + 4, v.d, true);
    data.setUint32(ptr + 8, v.e, true);
    data.setFloat32(ptr + 12, v.f, true);
    data.setFloat64(ptr + 16, v.g, true);
    data.setUint8(ptr + 24, v.h ? 1 : 0);
  }

  function liftShape(tag, first, second) {
    switch (tag) {
      case 0: return { tag: 'nothing' };
      case 1: return { tag: 'count', val: first >>> 0 };
      case 2: return { tag: 'offset', val: first };
      case 3: return { tag: 'name', val: liftUtf8(first >>> 0, second >>> 0) };
      default: return trap('invalid variant discriminant');
    }
  }

  function loadShape(ptr) {
    const data = at(ptr, 4, 12);
    switch (data.getUint8(ptr)) {
      case 0: return { tag: 'nothing' };
      case 1: return { tag: 'count', val: data.getUint32(ptr + 4, true) };
      case 2: return { tag: 'offset', val: data.getInt32(ptr + 4, true) };
      case 3: return { tag: 'name', val: liftUtf8(data.getUint32(ptr + 4, true), data.getUint32(ptr + 8, true)) };
      default: return trap('invalid variant discriminant');
    }
  }

  function storeShape(v, ptr) {
    const data = at(ptr, 4, 12);
    switch (v.tag) {
      case 'nothing':
        return data.setUint8(ptr, 0);
      case 'count':
        data.setUint8(ptr, 1);
        return data.setUint32(ptr + 4, v.val, true);
      case 'offset':
        data.setUint8(ptr, 2);
        return data.setInt32(ptr + 4, v.val, true);
      case 'name': {
        const s = lowerUtf8(v.val);
        const renewed = at(ptr, 4, 12);
        renewed.setUint8(ptr, 3);
        renewed.setUint32(ptr + 4, s, true);
        return renewed.setUint32(ptr + 8, loweredLength(), true);
      }
      default:
        throw wrongCase(v);
    }
  }

  /** Calls a core function that takes a shape flat. */
  function withShape(call, v) {
    switch (v.tag) {
      case 'nothing': return call(0, 0, 0);
      case 'count': return call(1, v.val >>> 0, 0);
      case 'offset': return call(2, v.val | 0, 0);
      case 'name': return call(3, lowerUtf8(v.val), loweredLength());
      default: throw wrongCase(v);
    }
  }

  function liftMeasure(tag, value) {
    switch (tag) {
      case 0: return { tag: 'whole', val: Number(BigInt.asUintN(32, value)) };
      case 1: return { tag: 'real', val: doubleOf(value) };
      default: return trap('invalid variant discriminant');
    }
  }

  function loadMeasure(ptr) {
    const data = at(ptr, 8, 16);
    switch (data.getUint8(ptr)) {
      case 0: return { tag: 'whole', val: data.getUint32(ptr + 8, true) };
      case 1: return { tag: 'real', val: data.getFloat64(ptr + 8, true) };
      default: return trap('invalid variant discriminant');
    }
  }

  function storeMeasure(v, ptr) {
    const data = at(ptr, 8, 16);
    switch (v.tag) {
      case 'whole':
        data.setUint8(ptr, 0);
        return data.setUint32(ptr + 8, v.val, true);
      case 'real':
        data.setUint8(ptr, 1);
        return data.setFloat64(ptr + 8, v.val, true);
      default:
        throw wrongCase(v);
    }
  }

  function withMeasure(call, v) {
    switch (v.tag) {
      case 'whole': return call(0, BigInt(v.val >>> 0));
      case 'real': return call(1, bitsOf(v.val));
      default: throw wrongCase(v);
    }
  }

  function liftOption(tag, value) {
    switch (tag) {
      case 0: return undefined;
      case 1: return value >>> 0;
      default: return trap('invalid variant discriminant');
    }
  }

  function loadOption(ptr) {
    const data = at(ptr, 4, 8);
    return liftOption(data.getUint8(ptr), data.getUint32(ptr + 4, true));
  }

  function storeOption(v, ptr) {
    const data = at(ptr, 4, 8);
    if (v === undefined || v === null) return data.setUint8(ptr, 0);
    data.setUint8(ptr, 1);
    data.setUint32(ptr + 4, v, true);
  }

  const withOption = (call, v) => (v === undefined || v === null ? call(0, 0) : call(1, v >>> 0));

  function storeChecked(n, ptr) {
    let value;
    try {
      value = host.check(n);
    } catch (thrown) {
      const s = lowerUtf8(payloadOf(thrown));
      const data = at(ptr, 4, 12);
      data.setUint8(ptr, 1);
      data.setUint32(ptr + 4, s, true);
      data.setUint32(ptr + 8, loweredLength(), true);
      return;
    }
    const data = at(ptr, 4, 12);
    data.setUint8(ptr, 0);
    data.setUint32(ptr + 4, value, true);
  }

  const { exports } = await WebAssembly.instantiate(main, {
    libc,
    host: {
      'take-eight': (a, b, c, d, e, f, g, h) => host.takeEight({
        a: a & 0xff, b: (b << 24) >> 24, c: c & 0xffff, d, e: e >>> 0, f, g, h: h !== 0,
      }) >>> 0,
      'give-eight': ptr => storeEight(host.giveEight(), ptr >>> 0),
      'echo-shape': (tag, first, second, ptr) => storeShape(host.echoShape(liftShape(tag, first, second)), ptr >>> 0),
      'echo-measure': (tag, value, ptr) => storeMeasure(host.echoMeasure(liftMeasure(tag, value)), ptr >>> 0),
      'echo-option': (tag, value, ptr) => storeOption(host.echoOption(liftOption(tag, value)), ptr >>> 0),
      'check': (n, ptr) => storeChecked(n >>> 0, ptr >>> 0),
      'echo-perms': value => lowerPerms(host.echoPerms(liftPerms(value))),
      'echo-color': index => lowerColor(host.echoColor(liftColor(index >>> 0))),
    },
  });
  const core = /** @type {Record<string, any>} */ (exports);
  const {
    post, check,
    'take-eight': takeEight, 'keep-eight': keepEight, 'give-eight': giveEight,
    'take-shape': takeShape, 'keep-shape': keepShape, 'give-shape': giveShape,
    'take-measure': takeMeasure, 'keep-measure': keepMeasure, 'give-measure': giveMeasure,
    'take-option': takeOption, 'keep-option': keepOption, 'give-option': giveOption,
    'echo-perms': echoPerms, 'echo-color': echoColor,
  } = core;
  const loop = name => n => core[name](n >>> 0) >>> 0;

  return {
    takeEight: v => takeEight(v.a & 0xff, (v.b << 24) >> 24, v.c & 0xffff, v.d | 0, v.e >>> 0,
      +v.f, +v.g, v.h ? 1 : 0) >>> 0,
    keepEight: v => {
      keepEight(v.a & 0xff, (v.b << 24) >> 24, v.c & 0xffff, v.d | 0, v.e >>> 0, +v.f, +v.g, v.h ? 1 : 0);
    },
    giveEight: () => loadEight(giveEight() >>> 0),
    takeShape: v => withShape(takeShape, v) >>> 0,
    keepShape: v => { withShape(keepShape, v); },
    giveShape: () => {
      const ptr = giveShape() >>> 0;
      const v = loadShape(ptr);
      post(ptr);
      return v;
    },
    takeMeasure: v => withMeasure(takeMeasure, v) >>> 0,
    keepMeasure: v => { withMeasure(keepMeasure, v); },
    giveMeasure: () => loadMeasure(giveMeasure() >>> 0),
    takeOption: v => withOption(takeOption, v) >>> 0,
    keepOption: v => { withOption(keepOption, v); },
    giveOption: () => loadOption(giveOption() >>> 0),
    check: n => {
      const ptr = check(n >>> 0) >>> 0;
      const data = at(ptr, 4, 12);
      const tag = data.getUint8(ptr);
      if (tag > 1) trap('invalid variant discriminant');
      const value = tag === 0
        ? data.getUint32(ptr + 4, true)
        : liftUtf8(data.getUint32(ptr + 4, true), data.getUint32(ptr + 8, true));
      post(ptr);
      if (tag === 1) throw new ComponentError(value);
      return value;
    },
    echoPerms: v => liftPerms(echoPerms(lowerPerms(v))),
    echoColor: v => liftColor(echoColor(lowerColor(v)) >>> 0),
    callTakeEight: loop('call-take-eight'),
    callGiveEight: loop('call-give-eight'),
    callShape: loop('call-shape'),
    callMeasure: loop('call-measure'),
    callOption: loop('call-option'),
    callCheckOk: loop('call-check-ok'),
    callCheckErr: loop('call-check-err'),
    callPerms: loop('call-perms'),
    callColor: loop('call-color'),
  };
}
