// wasi:cli/terminal-stdout

/** @param {{ terminalStdout: () => import('./terminal-output.js').TerminalOutput | undefined }} state */
export const createTerminalStdout = (state) => ({ getTerminalStdout: () => state.terminalStdout() });
