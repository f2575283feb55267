// wasi:cli/terminal-stderr

/** @param {{ terminalStderr: () => import('./terminal-output.js').TerminalOutput | undefined }} state */
export const createTerminalStderr = (state) => ({ getTerminalStderr: () => state.terminalStderr() });
