// wasi:cli/terminal-input

const create = Symbol('create');

/** The input side of a terminal: a proof that there is one, without methods. */
export class TerminalInput {
  /** @param {symbol} key */
  constructor(key) {
    if (key !== create) throw new TypeError('a terminal input is got from terminal-stdin, not made by its constructor');
  }

  [Symbol.dispose]() {}
}

export const terminalInput = () => new TerminalInput(create);
