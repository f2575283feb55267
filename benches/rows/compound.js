// Records, variants, options, results, flags and enums. "in" is towards the guest, "out" from it.

const eights = Array.from({ length: 4 }, (_, i) => ({
  a: 200 + i, b: -3 - i, c: 50000 + i, d: -70000, e: 4000000000 + i, f: 0.25 * i, g: 1e10 / (i + 1), h: i % 2 === 0,
}));
const shapes = [{ tag: 'count', val: 1 }, { tag: 'offset', val: -2 }, { tag: 'nothing' }, { tag: 'count', val: 4e9 }];
const measures = [{ tag: 'whole', val: 7 }, { tag: 'real', val: 0.1 }, { tag: 'whole', val: 4e9 }, { tag: 'real', val: -2 }];
const options = [1, undefined, 4000000000, 0];
const perms = Array.from({ length: 4 }, (_, i) => ({ read: i % 2 === 0, write: i > 1, exec: i === 3 }));
const colors = ['red', 'green', 'blue', 'black'];
const failure = Object.assign(new Error('odd'), { payload: 'must be even' });

let seen;

export const host = {
  'bench:calls/host': {
    takeEight(v) {
      seen = v;
      return v.e;
    },
    giveEight: () => eights[1],
    echoShape(v) {
      seen = v;
      return v;
    },
    echoMeasure(v) {
      seen = v;
      return v;
    },
    echoOption: v => v,
    check(n) {
      if (n % 2 === 1) throw failure;
      return n;
    },
    echoPerms(v) {
      seen = v;
      return v;
    },
    echoColor: v => v,
  },
};

const wideShape = { tag: 'name', val: 'wide — ünïcode' };

export const rows = [
  ...inAndOut('record of 8 fields', 'Eight', eights),
  ...inAndOut('variant', 'Shape', shapes, wideShape),
  ...inAndOut('variant of u32 and f64', 'Measure', measures),
  ...inAndOut('option', 'Option', options),
  {
    name: 'export result ok',
    run({ check }, n) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += check((i & 0xffff) << 1);
      return sum;
    },
  },
  {
    name: 'export result err (throw)',
    check: ({ check }) => caught(check),
    run({ check }, n) {
      let sum = 0;
      for (let i = 0; i < n; i++) {
        try {
          check(1);
        } catch (error) {
          seen = error;
          sum += error.payload.length;
        }
      }
      return sum;
    },
  },
  {
    name: 'export flags',
    check: ({ echoPerms }) => perms.map(v => echoPerms(v)),
    run({ echoPerms }, n) {
      for (let i = 0; i < n; i++) seen = echoPerms(perms[i & 3]);
      return seen;
    },
  },
  {
    name: 'export enum',
    check: ({ echoColor }) => colors.map(v => echoColor(v)),
    run({ echoColor }, n) {
      for (let i = 0; i < n; i++) seen = echoColor(colors[i & 3]);
      return seen;
    },
  },
  imported('import record of 8 fields out', 'callTakeEight'),
  imported('import record of 8 fields in', 'callGiveEight'),
  imported('import variant', 'callShape'),
  imported('import variant of u32 and f64', 'callMeasure'),
  imported('import option', 'callOption'),
  imported('import result ok', 'callCheckOk'),
  imported('import result err (throw)', 'callCheckErr'),
  imported('import flags', 'callPerms'),
  imported('import enum', 'callColor'),
];

function inAndOut(name, type, values, ...more) {
  return [
    {
      name: `export ${name} in`,
      check: exports => [...values, ...more].map(v => {
        exports[`keep${type}`](v);
        return exports[`give${type}`]();
      }),
      run({ [`take${type}`]: take }, n) {
        let sum = 0;
        for (let i = 0; i < n; i++) sum += take(values[i & 3]);
        return sum;
      },
    },
    {
      name: `export ${name} out`,
      setup: ({ [`keep${type}`]: keep }) => keep(values[0]),
      run({ [`give${type}`]: give }, n) {
        for (let i = 0; i < n; i++) seen = give();
        return seen;
      },
    },
  ];
}

function imported(name, loop) {
  return {
    name,
    check({ [loop]: call }) {
      seen = undefined;
      return [call(3), seen];
    },
    run: ({ [loop]: call }, n) => call(n),
  };
}

function caught(check) {
  try {
    return check(1);
  } catch (error) {
    return [error instanceof Error, error.payload];
  }
}
