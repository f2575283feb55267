// The two resources of terminals. They have no methods: to hold one is to know that there is a terminal.

const create = Symbol('create');

export class TerminalInput {
  /** @param {symbol} key */
  constructor(key) {
    if (key !== create) throw new TypeError('a terminal input is got from terminal-stdin, not made by its constructor');
  }

  [Symbol.dispose]() {}
}

export class TerminalOutput {
  /** @param {symbol} key */
  constructor(key) {
    if (key !== create) throw new TypeError('a terminal output is got from terminal-stdout, not made by its constructor');
  }

  [Symbol.dispose]() {}
}

export const newTerminalInput = () => new TerminalInput(create);

export const newTerminalOutput = () => new TerminalOutput(create);
