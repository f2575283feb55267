// npm's `unplugin`, which speaks to bundlers: an optional peer, so that whoever does not bundle does not install it.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cwd } from 'node:process';

import { JcoError } from '../errors.js';

/**
 * Looks beside jco, and then in the project that is being built. It is required, not imported, because a bundler's
 * plugin is there at once or not at all.
 *
 * @returns {any}
 */
export function findUnplugin() {
  /** @type {any} */
  let failure;
  for (const from of [import.meta.url, join(cwd(), 'package.json')]) {
    try {
      return createRequire(from)('unplugin');
    } catch (error) {
      failure = error;
    }
  }
  const isAbsent = failure.code === 'MODULE_NOT_FOUND';
  throw new JcoError({
    code: 'E0610',
    message: isAbsent
      ? 'bundler plugins need the package unplugin, which is not installed'
      : `the package unplugin cannot be loaded: ${failure.message}`,
    help: isAbsent ? 'npm install --save-dev unplugin' : 'unplugin 3 needs Node.js 20.19, 22.12 or later',
  });
}
