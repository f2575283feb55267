// The host of the guest `library`, the same as in `oracle/host.py`.

/** What `log` was told. @type {string[]} */
export const logged = [];

/** @param {string} message */
export function log(message) {
  logged.push(message);
}

/** @param {string} message */
export function notify(message) {
  return Array.from(message).length;
}

/**
 * @param {number} a
 * @param {number} b
 */
export function add(a, b) {
  return (a + b) >>> 0;
}

/** @param {any} who */
export function describe(who) {
  const rights = ['read', 'write', 'execute'].filter((right) => who.rights[right]).join('+');
  const { name, age, email, nickNames, home, favourite } = who;
  return `${name} ${age} ${email || '-'} ${nickNames.join('/')} ${home.x},${home.y} ${favourite} ${rights}`;
}

/** @param {any} shape */
export function area({ tag, val }) {
  if (tag === 'circle') return val * 2;
  if (tag === 'rectangle') return val[0] * val[1];
  return tag === 'polygon' ? val.length : undefined;
}

/** @param {string} key */
export function lookUp(key) {
  if (key === 'one') return 1;
  if (key === 'two') return 2;
  // What is no `Error` is the payload itself.
  throw `no ${key}`;
}

/** @param {{ x: number, y: number }[]} points */
export function paint(points) {
  return points.map((point) => [point, point.x < point.y ? 'red' : 'deep-blue']);
}

/** @param {number} value */
export function check(value) {
  if (value >= 10) throw Object.assign(new Error('refused'), { payload: 'red' });
}

/** @param {string} name */
export function findCounter(name) {
  return name === '' ? undefined : new Counter(Array.from(name).length);
}

export class Counter {
  /** How many were dropped by the guest. */
  static dropped = 0;

  #value;

  /** @param {number} start */
  constructor(start) {
    this.#value = start;
  }

  /** @param {number} by */
  increment(by) {
    this.#value += by;
    return this.#value;
  }

  value() {
    return this.#value;
  }

  /** @param {Counter} other */
  absorb(other) {
    this.#value += other.value();
  }

  /**
   * @param {Counter} a
   * @param {Counter} b
   */
  static merge(a, b) {
    return new Counter(a.value() + b.value());
  }

  [Symbol.dispose]() {
    Counter.dropped += 1;
  }
}

/** The import object for instantiation by hand. */
export const imports = {
  'notify': { default: notify },
  'test:library/host': { log, add, describe, area, lookUp, paint, check, findCounter, Counter },
};
