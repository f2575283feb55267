// A resource of the guest and one of the host: made, used, dropped, handed over.

let disposed = 0;

class Item {
  constructor(n) {
    this.n = n;
  }

  value() {
    return this.n;
  }

  [Symbol.dispose]() {
    disposed++;
  }
}

export const host = { 'bench:calls/host': { Item } };

let seen;

export const rows = [
  {
    name: 'export resource new and drop',
    check({ 'bench:calls/things': { Thing, dropped } }) {
      const before = dropped();
      const thing = new Thing(7);
      const value = thing.value();
      thing[Symbol.dispose]();
      return [value, dropped() - before];
    },
    run({ 'bench:calls/things': { Thing } }, n) {
      for (let i = 0; i < n; i++) {
        const thing = new Thing(i);
        seen = thing;
        thing[Symbol.dispose]();
      }
      return n;
    },
  },
  {
    name: 'export resource method',
    run({ 'bench:calls/things': { Thing } }, n) {
      const thing = new Thing(3);
      seen = thing;
      let sum = 0;
      for (let i = 0; i < n; i++) sum += thing.value();
      thing[Symbol.dispose]();
      return sum;
    },
  },
  {
    name: 'export resource new and hand over',
    check({ 'bench:calls/things': { Thing, take, dropped } }) {
      const before = dropped();
      take(new Thing(7));
      return dropped() - before;
    },
    run({ 'bench:calls/things': { Thing, take } }, n) {
      for (let i = 0; i < n; i++) take(new Thing(i));
      return n;
    },
  },
  {
    name: 'export resource left to the collector',
    heapOnly: true,
    run({ 'bench:calls/things': { Thing } }, n) {
      for (let i = 0; i < n; i++) seen = new Thing(i);
      return n;
    },
  },
  {
    name: 'import resource new and drop',
    check({ callNewDrop }) {
      const before = disposed;
      return [callNewDrop(5), disposed - before];
    },
    run: ({ callNewDrop }, n) => callNewDrop(n),
  },
  {
    name: 'import resource method',
    setup: ({ keepItem }) => keepItem(5),
    run: ({ callValue }, n) => callValue(n),
  },
];
