// Lists of numbers, strings and records. "in" is towards the guest, "out" from it, for imports too.

import { flat } from './texts.js';

let given;
let seen;

const kinds = ['U8', 'U32', 'F64', 'Strings', 'Points'];

export const host = {
  'bench:calls/host': Object.fromEntries(kinds.flatMap(kind => [
    [`take${kind}`, list => {
      seen = list;
      return list.length;
    }],
    [`give${kind}`, () => given],
  ])),
};

const strings = Array.from({ length: 1000 }, (_, i) => flat(`item ${100000 + i}`));
const points = Array.from({ length: 1000 }, (_, i) => ({ id: i, x: i * 0.5, y: -i, live: i % 3 === 0 }));

const lists = [
  { name: 'list<u8> 1 KB', kind: 'U8', list: Uint8Array.from({ length: 1024 }, (_, i) => i) },
  { name: 'list<u8> 1 MB', kind: 'U8', list: Uint8Array.from({ length: 1 << 20 }, (_, i) => i) },
  { name: 'list<u32> 1000', kind: 'U32', list: Uint32Array.from({ length: 1000 }, (_, i) => i * 4000000) },
  { name: 'list<f64> 1000', kind: 'F64', list: Float64Array.from({ length: 1000 }, (_, i) => i / 7) },
  { name: 'list<string> 1000', kind: 'Strings', list: strings },
  { name: 'list<record> 1000', kind: 'Points', list: points },
];

export const rows = lists.flatMap(({ name, kind, list }) => [
  {
    name: `export ${name} in`,
    check(exports) {
      exports[`keep${kind}`](list);
      return exports[`give${kind}`]();
    },
    run({ [`take${kind}`]: take }, n) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += take(list);
      return sum;
    },
  },
  {
    name: `export ${name} out`,
    setup: ({ [`keep${kind}`]: keep }) => keep(list),
    run({ [`give${kind}`]: give }, n) {
      for (let i = 0; i < n; i++) seen = give();
      return seen;
    },
  },
  {
    name: `import ${name} in`,
    setup() {
      given = list;
    },
    run: ({ [`callGive${kind}`]: callGive }, n) => callGive(n),
  },
  {
    name: `import ${name} out`,
    setup: ({ [`keep${kind}`]: keep }) => keep(list),
    check({ [`callTake${kind}`]: callTake }) {
      callTake(1);
      return seen;
    },
    run: ({ [`callTake${kind}`]: callTake }, n) => callTake(n),
  },
]);
