/// <reference lib="esnext.disposable" />
import type { streams } from './io.js';

export type Env = Record<string, string | undefined> | Iterable<[string, string]>;

type Chunk = string | Uint8Array;

/**
 * All of stdin at once; something to iterate over; a function that is asked for more, with the greatest length wanted,
 * and returns nothing at the end; what has a descriptor, as a `FileHandle` or `process.stdin`; null for no input.
 */
export type StdinConfig =
  | Chunk
  | Iterable<Chunk>
  | ((length: number) => Chunk | null | undefined)
  | { blockingRead(length: bigint): Uint8Array; read?(length: bigint): Uint8Array }
  | streams.InputStream
  | { readonly fd: number }
  | null;

/** A function that gets each portion of bytes; something with `write`, as a Node stream has; a web stream; null. */
export type StdoutConfig =
  | ((bytes: Uint8Array) => void)
  | { write(bytes: Uint8Array): unknown }
  | WritableStream<Uint8Array>
  | streams.OutputStream
  | null;

/** Without streams, the process's own are used. */
export interface CliConfig {
  args?: readonly string[];
  env?: Env;
  cwd?: string;
  stdin?: StdinConfig;
  stdout?: StdoutConfig;
  stderr?: StdoutConfig;
  /** Called where nobody reads what is written to the process's standard streams, before the guest is told. */
  brokenPipe?: () => void;
}

/** Thrown by `exit`: unwinds the component. Not to be caught by a guest. */
export declare class ComponentExit extends Error {
  exitError: true;
  code: number;
  constructor(code: number);
}

/** wasi:cli/environment */
export declare namespace environment {
  function getEnvironment(): [string, string][];
  function getArguments(): string[];
  function initialCwd(): string | undefined;
}

/** wasi:cli/exit */
export declare namespace exit {
  function exit(status: { tag: 'ok' | 'err' }): never;
  function exitWithCode(code: number): never;
}

/** wasi:cli/stdin */
export declare namespace stdin {
  function getStdin(): streams.InputStream;
}

/** wasi:cli/stdout */
export declare namespace stdout {
  function getStdout(): streams.OutputStream;
}

/** wasi:cli/stderr */
export declare namespace stderr {
  function getStderr(): streams.OutputStream;
}

/** wasi:cli/terminal-input */
export declare namespace terminalInput {
  class TerminalInput {
    private constructor();
    [Symbol.dispose](): void;
  }
}

/** wasi:cli/terminal-output */
export declare namespace terminalOutput {
  class TerminalOutput {
    private constructor();
    [Symbol.dispose](): void;
  }
}

/** wasi:cli/terminal-stdin */
export declare namespace terminalStdin {
  function getTerminalStdin(): terminalInput.TerminalInput | undefined;
}

/** wasi:cli/terminal-stdout */
export declare namespace terminalStdout {
  function getTerminalStdout(): terminalOutput.TerminalOutput | undefined;
}

/** wasi:cli/terminal-stderr */
export declare namespace terminalStderr {
  function getTerminalStderr(): terminalOutput.TerminalOutput | undefined;
}

export interface Cli {
  environment: typeof environment;
  exit: typeof exit;
  stdin: typeof stdin;
  stdout: typeof stdout;
  stderr: typeof stderr;
  terminalInput: typeof terminalInput;
  terminalOutput: typeof terminalOutput;
  terminalStdin: typeof terminalStdin;
  terminalStdout: typeof terminalStdout;
  terminalStderr: typeof terminalStderr;
}

/** Interfaces of their own, apart from those that plain imports share. */
export declare function createCli(config?: CliConfig): Cli;

// What plain imports share:

export declare function _setEnv(env: Env): void;
export declare function _appendEnv(env: Env): void;
export declare function _setArgs(args: readonly string[]): void;
export declare function _setCwd(cwd: string | undefined): void;
export declare function _setStdin(stdin: StdinConfig): void;
export declare function _setStdout(stdout: StdoutConfig): void;
export declare function _setStderr(stderr: StdoutConfig): void;
export declare function _setTerminalStdin(terminal: terminalInput.TerminalInput | boolean | undefined): void;
export declare function _setTerminalStdout(terminal: terminalOutput.TerminalOutput | boolean | undefined): void;
export declare function _setTerminalStderr(terminal: terminalOutput.TerminalOutput | boolean | undefined): void;
