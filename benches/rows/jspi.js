// Calls in a component that may wait. What is `later` gives promises.

/** Whether the host gives a promise. */
let isLater = true;

export const host = {
  'bench:calls/host': {
    wait: x => (isLater ? Promise.resolve(x) : x),
    add: (a, b) => (a + b) >>> 0,
  },
};

const waiting = later => async ({ wait }, n) => {
  isLater = later;
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + (await wait(i))) >>> 0;
  return sum;
};

export const rows = [
  { name: 'call that is suspended', run: waiting(true), check: async ({ wait }) => [await wait(1), await wait(7)] },
  { name: 'call that might have been', run: waiting(false) },
  {
    name: 'export add (u32, u32)',
    check: ({ add }) => [add(1, 2), add(0xffffffff, 2), add(0x80000000, 0)],
    async run({ add }, n) {
      return loop(add, n);
    },
  },
  { name: 'import add (u32, u32)', run: async ({ callAdd }, n) => callAdd(n) },
];

function loop(add, n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = add(sum, i);
  return sum;
}
