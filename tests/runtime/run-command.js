// Runs a transpiled command with the shim's default instance configured: node run-command.js MODULE CONFIGURATION

import { pathToFileURL } from 'node:url';

import { _setArgs, _setEnv } from '@jco/preview2-shim/cli';
import { _setPreopens } from '@jco/preview2-shim/filesystem';

const [module, configuration] = process.argv.slice(2);
const { args, env, preopens } = JSON.parse(configuration);
_setArgs(args);
_setEnv(env);
_setPreopens(preopens);
const guest = await import(pathToFileURL(module).href);
// Without top-level await the module is imported before it is ready.
await guest.$init;
try {
  guest.run.run();
} catch (error) {
  process.exitCode = exitCode(error);
}

/**
 * The guest's `exit` is an exception of the shim's; the error case of `run` has a payload, and is failure.
 *
 * @param {any} error
 */
function exitCode(error) {
  if (error?.exitError) return error.code;
  if (error instanceof Error && 'payload' in error) return 1;
  throw error;
}
