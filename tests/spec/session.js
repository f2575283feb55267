// What the commands of one script have defined and instantiated so far.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { compileComponent } from './component.js';
import { Blocked, report } from './failures.js';
import { hostImports, importable } from './host.js';
import { fromConstant, lowerCamelCase } from './values.js';

/** @typedef {import('./commands.js').Command} Command */
/** @typedef {import('./commands.js').Action} Action */

/**
 * @typedef {object} Instance
 * @property {Record<string, any>} exports
 * @property {boolean} isComponent
 */

/** @typedef {() => Promise<Instance>} Definition */

export class Session {
  #folder;
  /** @type {Record<string, unknown>} what components can import */
  #imports = hostImports();
  /** @type {Record<string, any>} what core modules can import */
  #coreImports = {};
  /** @type {Map<string | undefined, Definition | Blocked>} by name; without one, the last */
  #definitions = new Map();
  /** @type {Map<string | undefined, Instance | Blocked>} by name; without one, the last */
  #instances = new Map();

  /** @param {string} folder where the script's modules are */
  constructor(folder) {
    this.#folder = folder;
  }

  /**
   * @param {Command} command
   * @returns {Promise<Definition>}
   */
  async compile(command) {
    const bytes = await readFile(join(this.#folder, command.binary_filename ?? command.filename ?? ''));
    if (isCoreModule(bytes)) {
      const module = await WebAssembly.compile(bytes);
      return async () => ({
        exports: (await WebAssembly.instantiate(module, this.#coreImports)).exports,
        isComponent: false,
      });
    }
    const instantiate = await compileComponent(bytes);
    return async () => ({ exports: await instantiate(this.#imports), isComponent: true });
  }

  /**
   * Keeps a definition, or that there is none.
   *
   * @param {string | undefined} name
   * @param {() => Promise<Definition>} make
   */
  async define(name, make) {
    await keep(this.#definitions, name, make);
  }

  /**
   * Keeps an instance, or that there is none. A component's is from then on importable under its name.
   *
   * @param {string | undefined} name
   * @param {() => Promise<Instance>} make
   */
  async instantiate(name, make) {
    const instance = await keep(this.#instances, name, make);
    if (name !== undefined) this.register(name, instance);
  }

  /**
   * @param {string} name
   * @param {Instance} instance
   */
  register(name, { exports, isComponent }) {
    if (isComponent) this.#imports[name.replace(/@.*$/, '')] = importable({ ...exports });
    else this.#coreImports[name] = exports;
  }

  /** @param {string | undefined} name */
  definition(name) {
    return found(this.#definitions, name, 'definition');
  }

  /** @param {string | undefined} name */
  instance(name) {
    return found(this.#instances, name, 'instance');
  }

  /**
   * @param {Action | undefined} action
   * @returns {Promise<unknown>}
   */
  async perform(action) {
    if (action === undefined) throw new Error('a command without an action');
    const { exports } = this.instance(action.module);
    const item = exports[action.field] ?? exports[lowerCamelCase(action.field)];
    if (item === undefined) throw new Error(`no export ${action.field} among ${Object.keys(exports).join(', ')}`);
    if (action.type === 'get') return item.value;
    const args = (action.args ?? []).map((arg) => fromConstant(arg));
    return item(...args);
  }
}

/**
 * @template T
 * @param {Map<string | undefined, T | Blocked>} things
 * @param {string | undefined} name
 * @param {() => Promise<T>} make
 */
async function keep(things, name, make) {
  const names = new Set([name, undefined]);
  try {
    const thing = await make();
    names.forEach((each) => things.set(each, thing));
    return thing;
  } catch (error) {
    names.forEach((each) => things.set(each, new Blocked(`it could not be made: ${report(error)}`)));
    throw error;
  }
}

/**
 * @template T
 * @param {Map<string | undefined, T | Blocked>} things
 * @param {string | undefined} name
 * @param {string} kind
 */
function found(things, name, kind) {
  const thing = things.get(name);
  if (thing === undefined) throw new Blocked(`no ${kind} ${name ?? 'before'}`);
  if (thing instanceof Blocked) throw thing;
  return thing;
}

/** @param {Uint8Array} bytes */
function isCoreModule(bytes) {
  return bytes.length >= 8 && bytes[0] === 0 && bytes[4] === 1 && bytes[6] === 0;
}
