import assert from 'node:assert/strict';
import { readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { componentEmbed, componentNew } from 'jco';

import { run } from '../guests/toolchains/cache.js';
import { guestBytes, scratchFolder } from '../runtime/guest.js';

const { componentModule } = await import('../../packages/jco/src/plugin/component-plugin.js');

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Checks a program that imports components beside it, strictly and with the declarations of libraries.
 *
 * @param {Record<string, Uint8Array>} components by file name
 * @param {string} program
 * @returns {Promise<{ errors: string, files: string[] }>}
 */
async function check(components, program) {
  const folder = scratchFolder();
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [name, bytes] of Object.entries(components)) {
    writeFileSync(join(folder, name), bytes);
    await componentModule(join(folder, name), {}, { framework: 'webpack' });
  }
  writeFileSync(join(folder, 'program.ts'), program);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    allowArbitraryExtensions: true,
    skipLibCheck: false,
    target: 'es2022',
    module: 'nodenext',
    lib: ['es2022', 'dom', 'esnext.disposable'],
    types: ['node'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.ts'] }));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const errors = await run(process.execPath, [tsc], { cwd: folder }).catch(({ message }) => message);
  return { errors, files: readdirSync(folder) };
}

test('an import of a component has the types of its world, from one file', async () => {
  const { errors, files } = await check({ 'library.wasm': guestBytes('library') }, `
    import { accounts, callbacks, greet, values } from './library.wasm';
    import type { TestLibraryTypes120 } from './library.wasm';
    const text: string = greet('x');
    const sum: bigint = values.sum(BigUint64Array.of(1n));
    const account: accounts.Account = accounts.Account.open('ann', 1n);
    const point: TestLibraryTypes120.Point = { x: 1, y: 2 };
    export const painted: [TestLibraryTypes120.Point, string][] = callbacks.paintInHost([point]);
    export { account, sum, text };
  `);
  assert.equal(errors, '');
  assert.deepEqual(files.filter((file) => file.endsWith('.ts')).sort(), ['library.d.wasm.ts', 'program.ts']);
});

test('in a worker, functions, methods and constructors give promises', async () => {
  const { errors } = await check({ 'library.wasm': guestBytes('library') }, `
    import { load } from 'jco/load';
    const library = await load<typeof import('./library.wasm')>('library.wasm', { worker: true, imports: {} });
    const text: Promise<string> = library.greet('x');
    const account = await new library.accounts.Account('ann');
    const balance: Promise<bigint> = account.balance();
    const parts = await library.accounts.split(account, 2);
    const first: Promise<bigint> = parts[0].balance();
    const opened = await library.accounts.Account.open('ann', 1n);
    const owner: string = await opened.owner();
    const bytes: Uint8Array = await library.values.bytes(3);
    await opened[Symbol.asyncDispose]();
    // @ts-expect-error it is a promise
    const wrong: string = library.greet('x');
    export { balance, bytes, first, owner, text, wrong };
  `);
  assert.equal(errors, '');
});

test('a wrong use of a component is an error', async () => {
  const { errors } = await check({ 'library.wasm': guestBytes('library') }, `
    import { greet, values } from './library.wasm';
    export const wrong: number = greet('x');
    values.nothing();
  `);
  assert.match(errors, /program\.ts\(3,.*TS2322/);
  assert.match(errors, /program\.ts\(4,.*TS2339/);
});

test('functions whose names are reserved words have types too', async () => {
  const witSource = 'package a:b; interface words { delete: func() -> u32; new: func(class: string); type t = u8; } world w { export words; }';
  const component = await componentNew(await componentEmbed({ dummy: true, witSource }));
  const { errors } = await check({ 'words.wasm': component }, `
    import { words } from './words.wasm';
    const one: number = words.delete();
    words.new('x');
    export { one };
  `);
  assert.equal(errors, '');
});

test('declarations of what guests of every kind export are valid', async () => {
  const names = ['command', 'composed', 'echo', 'hello'];
  const components = Object.fromEntries(names.map((name) => [`${name}.wasm`, guestBytes(name)]));
  const { errors } = await check(components, names.map((name) => `export * as ${name} from './${name}.wasm';`).join('\n'));
  assert.equal(errors, '');
});
