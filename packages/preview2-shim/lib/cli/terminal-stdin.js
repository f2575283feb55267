// wasi:cli/terminal-stdin

/** @param {{ terminalStdin: () => import('./terminal-input.js').TerminalInput | undefined }} state */
export const createTerminalStdin = (state) => ({ getTerminalStdin: () => state.terminalStdin() });
