// The way from a directory along a path, never above the directory and never along an absolute link.
//
// A walk is a state machine: the directories entered so far, the components still to go, and the one name that comes
// last. It asks of the file system only to enter a directory and to read a link, one component at a time, or several
// in a leap whose landing is checked: what a path means is decided here and not by the host.

/** @typedef {import('./handle.js').Handle} Handle */

/** As many links as Linux follows in one path. */
const MOST_LINKS = 40;

/** Fewer names ahead are passed faster one by one. */
const WORTH_A_LEAP = 3;

/**
 * For a path without a way: most paths are a single name.
 * @type {any}
 */
const NONE = Object.freeze([]);

/** A walk stops before the last name, which it has not looked at: `directory` and `name` say where that is. */
export class Walk {
  /** Whether the path says that a directory must be there: it ends in `/`, `.` or `..`. */
  namesDirectory = false;
  name = '';
  #base;
  /** @type {Handle[]} */
  #entered = NONE;
  /** @type {string[]} */
  #ahead = NONE;
  /** @type {string[] | undefined} the names that were passed in one leap, to the first directory entered */
  #leapt;
  #links = 0;

  /**
   * @param {Handle} base
   * @param {string} path
   */
  constructor(base, path) {
    this.#base = base;
    if (isName(path)) this.name = path;
    else this.#start(path);
  }

  /** @param {string} path */
  #start(path) {
    this.#entered = [];
    this.#ahead = [];
    try {
      this.#turn(path);
      this.#advance();
    } catch (error) {
      this.leave();
      throw error;
    }
  }

  /** The directory that `name` is in. */
  get directory() {
    return this.#entered.at(-1) ?? this.#base;
  }

  /** Goes on where the link leads that `name` was found to be. */
  follow() {
    const target = this.#readLink(this.name);
    if (this.#entered === NONE) return this.#start(target);
    this.#turn(target);
    this.#advance();
  }

  /** Lets go of all directories on the way. */
  leave() {
    for (const directory of this.#entered) directory.release();
    this.#entered = NONE;
  }

  /**
   * Puts a path before what is ahead.
   * @param {string} path
   */
  #turn(path) {
    if (path === '') throw 'no-entry';
    if (path.startsWith('/')) throw 'not-permitted';
    if (path.includes('\0')) throw 'invalid';
    const components = path.split('/');
    const last = /** @type {string} */ (components.pop());
    if (this.#ahead.length === 0) {
      this.namesDirectory ||= last === '' || last === '.' || last === '..';
      if (last === '.') this.#ahead.push(last);
    }
    if (last !== '' && last !== '.') this.#ahead.push(last);
    for (const component of components.reverse()) {
      if (component !== '' && component !== '.') this.#ahead.push(component);
    }
  }

  /** Walks until only the last name is left. */
  #advance() {
    this.#leap();
    for (;;) {
      const component = this.#ahead.pop();
      if (component === undefined) return void (this.name = '.');
      if (component === '..') this.#up();
      else if (this.#ahead.length === 0) return void (this.name = component);
      else this.#down(component);
    }
  }

  /** Passes all directories ahead at once, if it is worth it and can be done. */
  #leap() {
    if (this.#entered.length > 0 || this.#ahead.length < WORTH_A_LEAP || this.#ahead.includes('..')) return;
    const names = this.#ahead.slice(1).reverse();
    const directory = this.#base.enterAll(names);
    if (directory === undefined) return;
    this.#entered.push(directory);
    this.#leapt = names;
    this.#ahead.length = 1;
  }

  #up() {
    const directory = this.#entered.pop();
    if (directory === undefined) throw 'not-permitted';
    directory.release();
    if (this.#leapt === undefined || this.#entered.length > 0) return;
    // The directory above was leapt over: it is reached step by step.
    this.#ahead.push(...this.#leapt.slice(0, -1).reverse());
    this.#leapt = undefined;
  }

  /** @param {string} name */
  #down(name) {
    let directory;
    try {
      directory = this.directory.enter(name);
    } catch (code) {
      if (code !== 'loop') throw code;
      return this.#turn(this.#readLink(name));
    }
    this.#entered.push(directory);
  }

  /** @param {string} name */
  #readLink(name) {
    if (++this.#links > MOST_LINKS) throw 'loop';
    try {
      return this.directory.readlinkAt(name);
    } catch (code) {
      // It was a link a moment ago, and something else has its name by now: look again.
      if (code === 'invalid') return name;
      throw code;
    }
  }
}

/**
 * Whether a path is a single component that says nothing but a name: then there is no way to walk.
 * @param {string} path
 */
export function isName(path) {
  if (path === '' || path === '..' || path === '.') return false;
  return !path.includes('/') && !path.includes('\0');
}
