// wasi:cli/terminal-output

const create = Symbol('create');

/** The output side of a terminal: a proof that there is one, without methods. */
export class TerminalOutput {
  /** @param {symbol} key */
  constructor(key) {
    if (key !== create) throw new TypeError('a terminal output is got from terminal-stdout, not made by its constructor');
  }

  [Symbol.dispose]() {}
}

export const terminalOutput = () => new TerminalOutput(create);
