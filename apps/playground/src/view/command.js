// A command: what it is given, Run and Stop, and the terminal that it runs in.

import { freshId, h, sizeText } from '../dom.js';
import { give, lineMemory } from '../runner/input.js';
import { Stopped } from '../session.js';
import { environmentOf, splitArguments } from './arguments.js';
import { createMemoryFiles } from './memory-files.js';
import { problem } from './problem.js';
import { stopButton } from './stop-button.js';
import { createTerminal } from './terminal.js';

/**
 * @typedef {{ args: string, env: string, stdin: string, files: Record<string, string> }} Saved
 *
 * @typedef {object} CommandView
 * @property {HTMLElement} element
 * @property {() => Saved} save
 * @property {(saved: Partial<Saved>) => void} restore
 */

/**
 * @param {import('./exports.js').Scene} scene
 * @param {string} key of the interface `wasi:cli/run`
 * @returns {CommandView}
 */
export function commandView({ session, name }, key) {
  const settings = settingsView();
  const files = createMemoryFiles();
  const terminal = createTerminal();
  const end = h('div', { class: 'end', role: 'status' });
  const button = h('button', { type: 'submit', class: 'primary' }, 'Run');
  const stop = stopButton(button, session.stop);

  /** @param {Event} event */
  async function run(event) {
    event.preventDefault();
    if (session.isBusy()) return;
    end.replaceChildren();
    terminal.clear();
    stop.whileRunning(true);
    end.replaceChildren(await runOnce(requestOf(key, name, settings.values(), files), { session, terminal, files }));
    stop.whileRunning(false);
    terminal.rest();
  }

  const form = h('form', { class: 'command', onsubmit: run }, settings.element, h('div', { class: 'actions' }, button, stop.element));
  const memory = h('section', { class: 'memory' }, h('h3', {}, 'Files in memory, at ', h('code', {}, '/')), files.element);
  return {
    element: h('div', {}, form, terminal.element, end, memory),
    save: () => ({ ...settings.values(), files: files.save() }),
    restore(saved) {
      settings.restore(saved);
      if (saved.files !== undefined) files.restore(saved.files);
    },
  };
}

/**
 * @param {string} key
 * @param {string} name
 * @param {Omit<Saved, 'files'>} entered
 * @param {import('./memory-files.js').MemoryFiles} files
 * @returns {import('../runner/command.js').RunRequest}
 */
const requestOf = (key, name, { args, env, stdin }, files) => ({
  key,
  args: [`${name}.wasm`, ...splitArguments(args)],
  env: environmentOf(env),
  stdin,
  // Input that was not entered beforehand is typed when it is wanted, where a thread can wait for it.
  lines: stdin === '' ? lineMemory() : undefined,
  files: files.contents(),
});

/**
 * @param {import('../runner/command.js').RunRequest} request
 * @param {{ session: import('../session.js').Session, terminal: ReturnType<typeof createTerminal>, files: import('./memory-files.js').MemoryFiles }} scene
 * @returns {Promise<HTMLElement>} how it ended
 */
async function runOnce(request, { session, terminal, files }) {
  try {
    const ended = await session.ask({ run: request }, ({ output = [], wantsLine }) => {
      for (const { stream, text } of output) terminal.print(stream, text);
      if (wantsLine) terminal.ask((text) => give(/** @type {SharedArrayBuffer} */ (request.lines), text));
    });
    files.replace(ended.files);
    return endView(ended);
  } catch (error) {
    const text = error instanceof Stopped ? 'Stopped. Files are as they were before.' : String(/** @type {Error} */ (error).message);
    return h('p', { class: 'note' }, text);
  }
}

function settingsView() {
  const args = h('input', { id: freshId(), type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' });
  const env = h('textarea', { id: freshId(), rows: 2, spellcheck: 'false', placeholder: 'NAME=value' });
  const hint = h('p', { class: 'hint', id: freshId() }, inputHint());
  const stdin = h('textarea', { id: freshId(), rows: 2, spellcheck: 'false', 'aria-describedby': hint.id });
  const row = (/** @type {string} */ text, /** @type {HTMLElement} */ control, /** @type {HTMLElement[]} */ ...more) =>
    h('div', { class: 'field' }, h('label', { for: control.id }, text), control, more);
  const rest = h('details', { class: 'more' }, h('summary', {}, 'Input and environment'), row('Standard input', stdin, hint), row('Environment', env));
  return {
    element: h('div', {}, row('Arguments', args), rest),
    values: () => ({ args: args.value, env: env.value, stdin: stdin.value }),

    /** @param {Partial<Saved>} saved */
    restore(saved) {
      args.value = saved.args ?? '';
      env.value = saved.env ?? '';
      stdin.value = saved.stdin ?? '';
      rest.open = env.value !== '' || stdin.value !== '';
    },
  };
}

const inputHint = () =>
  globalThis.crossOriginIsolated
    ? 'Left empty, the command asks for lines in the terminal.'
    : 'All of it at once: this page is not cross-origin isolated, so a command cannot wait for lines to be typed.';

/** @param {import('../runner/command.js').Ended} ended */
function endView({ exitCode, failure, isTrap, hidden, ms }) {
  const cut = hidden > 0 ? `, ${sizeText(hidden)} of output not shown` : '';
  const time = `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
  if (failure !== undefined) return problem(failure, isTrap ? `Trap after ${time}${cut}` : `Ended after ${time}${cut}`);
  return h('p', { class: exitCode === 0 ? 'exit' : 'exit failed' }, h('code', {}, `exit code ${exitCode}`), ` after ${time}${cut}`);
}
