// `npm start`: builds what is missing, and then does what the project is for. A component, built from the Rust in
// tests/guests/library, is transpiled, imported and called.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { addon, buildAddon, install, need, root } from './steps.js';

install();
if (!existsSync(addon)) buildAddon();
need(process.execPath, ['tests/guests/build.js', 'library']);

const { transpile } = await import('jco');
const component = readFileSync(join(root, 'tests/guests/built/library.wasm'));
const { files } = await transpile(component, { name: 'library', instantiation: 'async' });
const folder = join(root, '.cache/start');
for (const [name, bytes] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), bytes);
}
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
console.log(`\nlibrary.wasm, ${component.length} bytes, is now in .cache/start`);
for (const [name, bytes] of Object.entries(files)) console.log(`  ${name.padEnd(44)} ${bytes.length} bytes`);

const { imports } = await import('../tests/runtime/library-host.js');
const { instantiate } = await import(pathToFileURL(join(folder, 'library.js')).href);
const library = await instantiate(undefined, imports);
const { values, accounts } = library;
console.log(`
greet('world')            ${library.greet('world')}
values.reverse('añb')     ${values.reverse('añb')}
values.sum([1n, 2n, 3n])  ${values.sum([1n, 2n, 3n])}
new accounts.Account(…)   ${typeof accounts.Account}`);
