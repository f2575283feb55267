// Plays a transcript of calls, recorded with wasmtime by `oracle/record.py`, to an instance of the same guest.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { differenceOfOutcome } from '../spec/difference.js';
import { trapDifference } from '../spec/traps.js';
import { fromConstant, lowerCamelCase } from '../spec/values.js';

/**
 * @typedef {import('../spec/values.js').Constant} Constant
 * @typedef {{ function: string, args: Constant[], returns?: Constant, traps?: string }} Call
 * @typedef {Call | { counter: number, as: string } | { drop: string }} Step
 * @typedef {Record<string, any>} Exports
 */

/**
 * @param {string} name
 * @returns {any[]} the steps
 */
export function readTranscript(name) {
  return JSON.parse(readFileSync(new URL(`./transcripts/${name}.json`, import.meta.url), 'utf8')).steps;
}

/**
 * @param {Step[]} steps
 * @param {() => Promise<Exports>} instantiate whose functions may return promises; makes an instance: the first, and one more after each trap
 * @param {new (start: number) => any} [Counter] the host's resource
 */
export async function playTranscript(steps, instantiate, Counter) {
  let instance = await instantiate();
  /** @type {Map<string, any>} by name */
  const resources = new Map();
  for (const [index, step] of steps.entries()) {
    try {
      await playStep(instance, step, resources, Counter);
    } catch (cause) {
      throw new Error(`step ${index + 1}, ${JSON.stringify(step)}: ${cause}`, { cause });
    }
    if ('traps' in step) instance = await instantiate();
  }
}

/**
 * @param {Exports} instance
 * @param {Step} step
 * @param {Map<string, any>} resources
 * @param {(new (start: number) => any) | undefined} Counter
 */
async function playStep(instance, step, resources, Counter) {
  if ('counter' in step) {
    assert.ok(Counter);
    resources.set(step.as, new Counter(step.counter));
  } else if ('drop' in step) {
    await resources.get(step.drop)[Symbol.dispose]();
  } else if (step.traps !== undefined) {
    await playTrap(instance, step, resources);
  } else {
    assert.equal(differenceOfOutcome(step.returns, await perform(instance, step, resources), resources), undefined);
  }
}

/**
 * @param {Exports} instance
 * @param {Call} call
 * @param {Map<string, any>} resources
 */
async function playTrap(instance, call, resources) {
  const { thrown } = await perform(instance, call, resources);
  assert.ok(thrown, 'it does not trap');
  assert.equal(trapDifference(call.traps ?? '', thrown), undefined);
  const { thrown: later } = await perform(instance, call, resources);
  assert.ok(later instanceof Error, 'after a trap nothing can be called any more');
}

/**
 * @param {Exports} instance
 * @param {Call} call
 * @param {Map<string, any>} resources
 * @returns {Promise<{ returned?: unknown, thrown?: any }>}
 */
async function perform(instance, call, resources) {
  const args = call.args.map((arg) => fromConstant(arg, resources));
  try {
    return { returned: await exported(instance, call.function)(...args) };
  } catch (error) {
    return { thrown: error ?? new Error(`${error} was thrown`) };
  }
}

/**
 * `interface#name` or the name of a function of the world, as something to call with all arguments.
 *
 * @param {Exports} instance
 * @param {string} name
 * @returns {(...args: any[]) => unknown}
 */
function exported(instance, name) {
  const [field, interfaceName] = name.split('#').reverse();
  const isRoot = interfaceName === undefined;
  const owner = isRoot ? instance : (instance[interfaceName] ?? instance[lowerCamelCase(interfaceName)]);
  const [, kind, resource, method = ''] = /^\[(.*)\]([^.]*)\.?(.*)$/.exec(field) ?? [];
  if (kind === undefined) return owner[lowerCamelCase(field)];
  const Class = owner[upperCamelCase(resource)];
  if (kind === 'constructor') return (...args) => new Class(...args);
  const key = lowerCamelCase(method);
  return kind === 'static' ? (...args) => Class[key](...args) : (self, ...args) => self[key](...args);
}

/** @param {string} name */
function upperCamelCase(name) {
  const camel = lowerCamelCase(name);
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}
