// Header and trailer fields.

import { trap } from '../core/errors.js';

/** @typedef {{ tag: 'invalid-syntax' | 'forbidden' | 'immutable' }} HeaderError */

/** @type {HeaderError} */
const INVALID_SYNTAX = { tag: 'invalid-syntax' };
/** @type {HeaderError} */
const FORBIDDEN = { tag: 'forbidden' };
/** @type {HeaderError} */
const IMMUTABLE = { tag: 'immutable' };

/** What belongs to a connection, and so to the host. */
const forbiddenNames = new Set([
  'connection',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
]);

/** @param {string} name */
export const isForbiddenName = (name) => forbiddenNames.has(name.toLowerCase());

/** @param {string} text */
export const isToken = (text) => /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text);

/** @param {Uint8Array} value */
const isValue = (value) => value.every((byte) => (byte >= 0x20 && byte !== 0x7f) || byte === 0x09);

/** @typedef {[name: string, value: Uint8Array]} Entry */

/** The most that one list of fields may hold; beyond it the guest traps, for the interface has no error to say so. */
export const LARGEST_LIST = 128 * 1024;

/** What a field takes besides its name and value, as HTTP/2 counts it. */
export const FIELD_OVERHEAD = 32;

/** What a Fields shows: several may show one list, which then is changed through none of them. */
class FieldList {
  /** @type {{ key: string, name: string, value: Uint8Array }[]} */
  #fields = [];
  #size = 0;

  /** @param {string} name */
  values(name) {
    const key = name.toLowerCase();
    return this.#fields.filter((field) => field.key === key).map((field) => field.value);
  }

  /** @returns {Entry[]} */
  entries() {
    return this.#fields.map(({ name, value }) => [name, value]);
  }

  /**
   * @param {string} name
   * @param {Uint8Array} value kept
   */
  append(name, value) {
    this.#size += name.length + value.length + FIELD_OVERHEAD;
    if (this.#size > LARGEST_LIST) throw trap(`the fields take more than ${LARGEST_LIST} bytes`);
    this.#fields.push({ key: name.toLowerCase(), name, value });
  }

  /** @param {string} name */
  remove(name) {
    const key = name.toLowerCase();
    this.#fields = this.#fields.filter((field) => field.key !== key);
    this.#size = 0;
    for (const { name, value } of this.#fields) this.#size += name.length + value.length + FIELD_OVERHEAD;
  }
}

/** @type {(entries: Iterable<Entry>, dropped: () => void) => Fields} */
export let immutableFields;

/** @type {(fields: Fields, dropped: () => void) => Fields} */
export let immutableView;

export class Fields {
  #list = new FieldList();
  #mutable = true;
  #dropped = () => {};

  /** @param {Entry[]} entries */
  static fromList(entries) {
    const fields = new Fields();
    for (const [name, value] of entries) fields.append(name, value);
    return fields;
  }

  /** @param {string} name */
  get(name) {
    return this.#list.values(name);
  }

  /** @param {string} name */
  has(name) {
    return this.#list.values(name).length > 0;
  }

  /**
   * @param {string} name
   * @param {Uint8Array[]} values
   */
  set(name, values) {
    this.#check(name, values);
    this.#list.remove(name);
    for (const value of values) this.#list.append(name, value.slice());
  }

  /** @param {string} name */
  delete(name) {
    this.#check(name, []);
    this.#list.remove(name);
  }

  /**
   * @param {string} name
   * @param {Uint8Array} value
   */
  append(name, value) {
    this.#check(name, [value]);
    this.#list.append(name, value.slice());
  }

  entries() {
    return this.#list.entries();
  }

  clone() {
    return Fields.fromList(this.entries());
  }

  [Symbol.dispose]() {
    this.#dropped();
    this.#dropped = () => {};
  }

  /**
   * @param {string} name
   * @param {Uint8Array[]} values
   */
  #check(name, values) {
    if (!isToken(name) || !values.every(isValue)) throw INVALID_SYNTAX;
    if (isForbiddenName(name)) throw FORBIDDEN;
    if (!this.#mutable) throw IMMUTABLE;
  }

  static {
    // What comes from the network: its connection's own fields are left out.
    immutableFields = (entries, dropped) => {
      const fields = new Fields();
      for (const [name, value] of entries) if (!isForbiddenName(name)) fields.#list.append(name, value);
      return immutableView(fields, dropped);
    };

    immutableView = (fields, dropped) => {
      fields.#mutable = false;
      const view = new Fields();
      view.#list = fields.#list;
      view.#mutable = false;
      view.#dropped = dropped;
      return view;
    };
  }
}
