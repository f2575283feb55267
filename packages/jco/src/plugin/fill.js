// A process that transpiles one component into the cache, for `transpiledNow`. It prints its failure, if it has one.

import process from 'node:process';

import { fill } from './transpiled.js';

const [folder, path, options] = process.argv.slice(2);
try {
  await fill(folder, path, JSON.parse(options));
} catch (error) {
  const { code = 'E0900', message, place, help } = /** @type {import('../errors.js').Failure} */ (error);
  process.stdout.write(JSON.stringify({ code, message, place, help }));
}
