// Strings of three sizes. "in" is towards the guest, "out" from it, for imports too.

import { texts } from './texts.js';

let given = '';
let seen = '';

export const host = {
  'bench:calls/host': {
    takeUtf8(s) {
      seen = s;
      return s.length;
    },
    giveUtf8: () => given,
    takeUtf16(s) {
      seen = s;
      return s.length;
    },
    giveUtf16: () => given,
  },
};

const encodings = ['Utf8', 'Utf16'];

export const rows = [
  ...encodings.flatMap(encoding => Object.entries(texts).flatMap(([name, strings]) => [
    exportIn(encoding, name, strings),
    exportOut(encoding, name, strings),
    importIn(encoding, name, strings),
    importOut(encoding, name, strings),
  ])),
  ...encodings.map(encoding => exportEcho(encoding, '8 B ascii', texts['8 B ascii'])),
];

function exportIn(encoding, name, strings) {
  return {
    name: `export string in ${name} ${encoding.toLowerCase()}`,
    check: exports => strings.map(s => {
      exports[`keep${encoding}`](s);
      return exports[`give${encoding}`]() === s;
    }),
    run({ [`take${encoding}`]: take }, n) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += take(strings[i & 3]);
      return sum;
    },
  };
}

function exportOut(encoding, name, strings) {
  return {
    name: `export string out ${name} ${encoding.toLowerCase()}`,
    setup: ({ [`keep${encoding}`]: keep }) => keep(strings[0]),
    check: ({ [`give${encoding}`]: give }) => give() === strings[0],
    run({ [`give${encoding}`]: give }, n) {
      for (let i = 0; i < n; i++) seen = give();
      return seen;
    },
  };
}

function exportEcho(encoding, name, strings) {
  return {
    name: `export string echo ${name} ${encoding.toLowerCase()}`,
    run({ [`echo${encoding}`]: echo }, n) {
      for (let i = 0; i < n; i++) seen = echo(strings[i & 3]);
      return seen;
    },
  };
}

function importIn(encoding, name, strings) {
  return {
    name: `import string in ${name} ${encoding.toLowerCase()}`,
    setup() {
      given = strings[0];
    },
    run: ({ [`callGive${encoding}`]: callGive }, n) => callGive(n),
  };
}

function importOut(encoding, name, strings) {
  return {
    name: `import string out ${name} ${encoding.toLowerCase()}`,
    setup: ({ [`keep${encoding}`]: keep }) => keep(strings[0]),
    check({ [`callTake${encoding}`]: callTake }) {
      callTake(1);
      return seen === strings[0];
    },
    run: ({ [`callTake${encoding}`]: callTake }, n) => callTake(n),
  };
}
