// The commands of a script: what each does to the session, and what it claims.

import { describe, differenceOfOutcome } from './difference.js';
import { Blocked, Unmet, codeOf, report } from './failures.js';
import { isException, isTrap, trapDifference } from './traps.js';

/** @typedef {import('./session.js').Session} Session */

/**
 * @typedef {import('./values.js').Constant} Constant
 * @typedef {{ type: 'invoke' | 'get', module?: string, field: string, args?: Constant[] }} Action
 * @typedef {object} Command
 * @property {string} type
 * @property {number} line
 * @property {string} [name]
 * @property {string} [as]
 * @property {string} [module]
 * @property {string} [instance]
 * @property {string} [filename]
 * @property {string} [binary_filename]
 * @property {string} [text]
 * @property {Action} [action]
 * @property {Constant[]} [expected]
 */

/**
 * @typedef {object} Outcome
 * @property {'passed' | 'failed' | 'blocked'} status `blocked`: what the command works on could not be made before
 * @property {string} [detail]
 * @property {string} [code] the code of the error that it failed with
 */

/**
 * @param {Session} session
 * @param {Command} command
 * @returns {Promise<Outcome>}
 */
export async function runCommand(session, command) {
  const perform = commands[command.type];
  if (perform === undefined) return { status: 'failed', detail: `the command ${command.type} is not supported` };
  try {
    await perform(session, command);
    return { status: 'passed' };
  } catch (error) {
    const detail = error instanceof Unmet ? error.message : report(error);
    return { status: error instanceof Blocked ? 'blocked' : 'failed', detail, code: codeOf(error) };
  }
}

/** @type {Record<string, (session: Session, command: Command) => Promise<unknown>>} */
const commands = {
  module: (session, command) =>
    session.instantiate(command.name, async () => {
      await session.define(command.name, () => session.compile(command));
      return session.definition(command.name)();
    }),
  module_definition: (session, command) => session.define(command.name, () => session.compile(command)),
  module_instance: (session, command) =>
    session.instantiate(command.instance, async () => session.definition(command.module)()),
  register: async (session, command) => session.register(command.as ?? '', session.instance(command.name)),
  action: (session, command) => session.perform(command.action),
  assert_return: assertReturn,
  assert_trap: (session, command) => assertTrap(command, () => session.perform(command.action)),
  assert_exhaustion: (session, command) => assertTrap(command, () => session.perform(command.action)),
  assert_exception: assertException,
  assert_uninstantiable: assertUninstantiable,
  assert_invalid: assertRefused,
  assert_malformed: assertRefused,
  assert_unlinkable: assertUnlinkable,
};

/**
 * @param {Session} session
 * @param {Command} command
 */
async function assertReturn(session, { action, expected = [] }) {
  const outcome = await outcomeOf(() => session.perform(action));
  // Several results, which only core functions have, come as an array.
  const result = expected.length > 1 ? { type: 'tuple', value: expected } : expected[0];
  const problem = differenceOfOutcome(result, outcome);
  if (problem !== undefined) throw new Unmet(problem);
}

/**
 * @param {Command} command
 * @param {() => Promise<unknown>} act
 */
async function assertTrap({ text = '' }, act) {
  const { returned, thrown } = await outcomeOf(act);
  if (thrown instanceof Blocked) throw thrown;
  if (thrown === undefined) throw new Unmet(`expected the trap “${text}”, but it returned ${describe(returned)}`);
  const problem = trapDifference(text, thrown);
  if (problem !== undefined) throw new Unmet(problem, thrown);
}

/**
 * @param {Session} session
 * @param {Command} command
 */
async function assertException(session, { action }) {
  const { thrown } = await outcomeOf(() => session.perform(action));
  if (isException(thrown)) return;
  throw new Unmet(`expected an exception, got ${report(thrown)}`, thrown);
}

/**
 * @param {Session} session
 * @param {Command} command
 */
async function assertUninstantiable(session, command) {
  const definition = await session.compile(command);
  await assertTrap(command, definition);
}

/**
 * The validator's messages are part of the claim. Function bodies are the engine's to validate, which it does when it
 * compiles the core modules that come of a component.
 *
 * @param {Session} session
 * @param {Command} command
 */
async function assertRefused(session, command) {
  const compiled = await outcomeOf(() => session.compile(command));
  const thrown = compiled.thrown ?? (await refusalByEngine(compiled.returned));
  const { text = '' } = command;
  if (thrown === undefined) throw new Unmet(`expected to be refused with “${text}”, but was accepted`);
  const message = thrown instanceof Error ? thrown.message : describe(thrown);
  // V8 words the errors of core modules in its own way.
  if (thrown instanceof WebAssembly.CompileError || message.includes(text)) return;
  throw new Unmet(`expected to be refused with “${text}”, but with “${message}”`, thrown);
}

/**
 * The engine's error for a core module, unless what it lacks is a feature.
 *
 * @param {any} instantiate
 * @returns {Promise<unknown>}
 */
async function refusalByEngine(instantiate) {
  const { thrown } = await outcomeOf(instantiate);
  return thrown instanceof WebAssembly.CompileError && thrown.cause === undefined ? thrown : undefined;
}

/**
 * JavaScript has no types to compare: that linking fails is all that can be asked, not what it says.
 *
 * @param {Session} session
 * @param {Command} command
 */
async function assertUnlinkable(session, command) {
  const { thrown } = await outcomeOf(async () => (await session.compile(command))());
  if (thrown === undefined) throw new Unmet(`expected not to link (“${command.text}”), but was instantiated`);
  if (isTrap(thrown)) throw new Unmet(`expected not to link, got ${report(thrown)}`, thrown);
}

/**
 * @param {() => Promise<unknown>} act
 * @returns {Promise<{ returned?: unknown, thrown?: any }>}
 */
async function outcomeOf(act) {
  try {
    return { returned: await act() };
  } catch (error) {
    return { thrown: error ?? new Error(`${error} was thrown`) };
  }
}
