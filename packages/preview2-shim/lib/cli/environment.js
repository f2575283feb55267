// wasi:cli/environment

/**
 * @typedef {object} EnvironmentState
 * @property {[string, string][]} env
 * @property {string[]} args
 * @property {string | undefined} cwd
 */

/** @param {EnvironmentState} state */
export const createEnvironment = (state) => ({
  getEnvironment: () => state.env,
  getArguments: () => state.args,
  initialCwd: () => state.cwd,
});
