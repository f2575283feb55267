// What is left of a call when only numbers travel.

export const host = {
  'bench:calls/host': {
    nop() {},
    add: (a, b) => (a + b) >>> 0,
    addF64: (a, b) => a + b,
    addU64: (a, b) => BigInt.asUintN(64, a + b),
  },
};

export const rows = [
  {
    name: 'export nop',
    run({ nop }, n) {
      for (let i = 0; i < n; i++) nop();
      return n;
    },
  },
  {
    name: 'export add (u32, u32)',
    check: ({ add }) => [add(1, 2), add(0xffffffff, 2), add(0x80000000, 0)],
    run({ add }, n) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum = add(sum, i);
      return sum;
    },
  },
  {
    name: 'export add (f64, f64)',
    check: ({ addF64 }) => [addF64(0.5, 0.25), addF64(NaN, 1)],
    run({ addF64 }, n) {
      let sum = 0.5;
      for (let i = 0; i < n; i++) sum = addF64(sum, i);
      return sum;
    },
  },
  {
    name: 'export add (u64, u64)',
    check: ({ addU64 }) => [addU64(2n ** 63n, 5n), addU64(2n ** 64n - 1n, 2n)],
    run({ addU64 }, n) {
      let sum = 2n ** 63n;
      for (let i = 0; i < n; i++) sum = addU64(sum, 12345n);
      return sum;
    },
  },
  { name: 'import nop', run: ({ callNop }, n) => callNop(n) },
  { name: 'import add (u32, u32)', run: ({ callAdd }, n) => callAdd(n) },
  { name: 'import add (f64, f64)', run: ({ callAddF64 }, n) => callAddF64(n) },
  { name: 'import add (u64, u64)', run: ({ callAddU64 }, n) => callAddU64(n) },
];
