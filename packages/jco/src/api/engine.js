// The one way from the API to the engine.

import { loadEngine } from '#binding';
import { attempt } from '../errors.js';

/**
 * Calls the engine: at once, so that what is passed cannot change meanwhile, unless it has to be loaded first.
 *
 * @template Result
 * @param {(engine: import('../binding.js').Binding) => Result} use
 * @returns {Result | Promise<Result>}
 */
export function withEngine(use) {
  const binding = loadEngine();
  if (!(binding instanceof Promise)) return attempt(() => use(binding));
  return binding.then((loaded) => attempt(() => use(loaded)));
}
