// wasi:cli

import * as platform from '#platform/stdio.js';
import { inputStream, outputStream } from '../core/stream.js';
import { ComponentExit } from '../core/errors.js';
import { stdinFrom, stdoutFrom } from './stdio.js';
import { TerminalInput, TerminalOutput, newTerminalInput, newTerminalOutput } from './terminal.js';

export { ComponentExit };

/**
 * Where absent, there are no arguments, no environment and no working directory, and the standard streams are the
 * process's own.
 * @typedef {object} CliConfig
 * @property {readonly string[]} [args]
 * @property {Env} [env]
 * @property {string} [cwd]
 * @property {import('./stdio.js').StdinConfig} [stdin]
 * @property {import('./stdio.js').StdoutConfig} [stdout]
 * @property {import('./stdio.js').StdoutConfig} [stderr]
 * @property {() => void} [brokenPipe] called where nobody reads what is written to the process's standard streams,
 *   before the guest is told
 */

/** @typedef {Record<string, string | undefined> | Iterable<[string, string]>} Env */

/** @param {CliConfig} config */
export const createCli = (config = {}) => interfaces(cliState(config));

/**
 * What the interfaces of one instance look at.
 * @param {CliConfig} config
 */
const cliState = ({ args = [], env = {}, cwd, stdin, stdout, stderr, brokenPipe }) => ({
  args: [...args],
  env: envEntries(env),
  cwd,
  stdin: stdin === undefined ? { open: () => inputStream(platform.stdin) } : stdinFrom(stdin),
  stdout: stdout === undefined ? { open: () => outputStream(watched(platform.stdout, brokenPipe)) } : stdoutFrom(stdout),
  stderr: stderr === undefined ? { open: () => outputStream(watched(platform.stderr, brokenPipe)) } : stdoutFrom(stderr),
  terminalStdin: terminalOf(stdin, 0, newTerminalInput),
  terminalStdout: terminalOf(stdout, 1, newTerminalOutput),
  terminalStderr: terminalOf(stderr, 2, newTerminalOutput),
});

/** @typedef {ReturnType<typeof cliState>} CliState */

/**
 * @param {import('../core/stream.js').Sink} sink
 * @param {(() => void) | undefined} brokenPipe
 * @returns {import('../core/stream.js').Sink}
 */
function watched(sink, brokenPipe) {
  if (brokenPipe === undefined) return sink;
  return {
    ...sink,
    write(bytes) {
      try {
        sink.write(bytes);
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EPIPE') brokenPipe();
        throw error;
      }
    },
  };
}

/**
 * @template Terminal
 * @param {unknown} given
 * @param {number} fd
 * @param {() => Terminal} terminal
 */
const terminalOf = (given, fd, terminal) => () =>
  given === undefined && platform.isTerminal(fd) ? terminal() : undefined;

/**
 * @param {Env} env
 * @returns {[string, string][]}
 */
function envEntries(env) {
  if (Symbol.iterator in env) return [.../** @type {Iterable<[string, string]>} */ (env)];
  const entries = Object.entries(env);
  return /** @type {[string, string][]} */ (entries.filter(([, value]) => value !== undefined));
}

/** @param {CliState} state */
const interfaces = (state) => ({
  environment: {
    getEnvironment: () => state.env,
    getArguments: () => state.args,
    initialCwd: () => state.cwd,
  },
  exit: exitInterface,
  stdin: { getStdin: () => state.stdin.open() },
  stdout: { getStdout: () => state.stdout.open() },
  stderr: { getStderr: () => state.stderr.open() },
  terminalInput: { TerminalInput },
  terminalOutput: { TerminalOutput },
  terminalStdin: { getTerminalStdin: () => state.terminalStdin() },
  terminalStdout: { getTerminalStdout: () => state.terminalStdout() },
  terminalStderr: { getTerminalStderr: () => state.terminalStderr() },
});

const exitInterface = {
  /** @param {{ tag: 'ok' | 'err' }} status */
  exit(status) {
    throw new ComponentExit(status.tag === 'ok' ? 0 : 1);
  },

  /** @param {number} code */
  exitWithCode(code) {
    throw new ComponentExit(code);
  },
};

// The default instance: what plain imports share, and what the functions below configure.
const state = cliState({});

export const {
  environment,
  exit,
  stdin,
  stdout,
  stderr,
  terminalInput,
  terminalOutput,
  terminalStdin,
  terminalStdout,
  terminalStderr,
} = interfaces(state);

/** @param {Env} env */
export function _setEnv(env) {
  state.env = envEntries(env);
}

/** @param {Env} env */
export function _appendEnv(env) {
  const added = new Map(envEntries(env));
  state.env = [...state.env.filter(([name]) => !added.has(name)), ...added];
}

/** @param {readonly string[]} args */
export function _setArgs(args) {
  state.args = [...args];
}

/** @param {string | undefined} cwd */
export function _setCwd(cwd) {
  state.cwd = cwd;
}

/** @param {import('./stdio.js').StdinConfig} stdin */
export function _setStdin(stdin) {
  state.stdin = stdinFrom(stdin);
  _setTerminalStdin(false);
}

/** @param {import('./stdio.js').StdoutConfig} stdout */
export function _setStdout(stdout) {
  state.stdout = stdoutFrom(stdout);
  _setTerminalStdout(false);
}

/** @param {import('./stdio.js').StdoutConfig} stderr */
export function _setStderr(stderr) {
  state.stderr = stdoutFrom(stderr);
  _setTerminalStderr(false);
}

/** @param {TerminalInput | boolean | undefined} terminal whether stdin is one */
export function _setTerminalStdin(terminal) {
  state.terminalStdin = () => (terminal === true ? newTerminalInput() : terminal || undefined);
}

/** @param {TerminalOutput | boolean | undefined} terminal whether stdout is one */
export function _setTerminalStdout(terminal) {
  state.terminalStdout = () => (terminal === true ? newTerminalOutput() : terminal || undefined);
}

/** @param {TerminalOutput | boolean | undefined} terminal whether stderr is one */
export function _setTerminalStderr(terminal) {
  state.terminalStderr = () => (terminal === true ? newTerminalOutput() : terminal || undefined);
}
