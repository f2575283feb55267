// Worlds in which everything is named like a word of JavaScript or TypeScript, or like a global: the declarations
// compile all the same, in every mode, in every style, on both sides.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from './typescript.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));

const language = `
  abstract accessor any arguments as asserts async await bigint boolean break case catch class const constructor
  continue debugger declare default delete do else enum eval export extends false finally for from function get global
  if implements import in infer instanceof interface intrinsic is keyof let module namespace never new null number
  object of out override package private protected prototype public readonly require return satisfies set static
  string super switch symbol this throw true try type typeof undefined unique unknown using var void while with yield
`.trim().split(/\s+/);

// What the files of a world call their own things.
const own = `
  import-object root option result instantiate get-core-module imports instantiate-core init val tag some none ok err
  exports module dispose record partial pick extract exclude omit awaited this-type a1 a-1 a-1-b a1-b
`.trim().split(/\s+/);

// `Uint8Array` → `uint8-array`, `URL` → `url`.
const kebab = (/** @type {string} */ name) => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
const globals = Object.getOwnPropertyNames(globalThis)
  .concat('Disposable', 'AsyncIterable', 'PromiseLike', 'ArrayLike', 'HTMLElement', 'Document')
  .map(kebab)
  .filter((name) => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name));

const words = [...new Set([...language, ...own, ...globals])];
// Where each makes a file.
const few = [...new Set([...language, ...own])];
const each = (/** @type {(word: string, index: number) => string} */ text, list = words) =>
  list.map((word, index) => text(`%${word}`, index)).join('\n');
const chunks = Array.from({ length: Math.ceil(words.length / 32) }, (_, i) => words.slice(32 * i, 32 * i + 32));
const list = (/** @type {string[]} */ names, type = '') => names.map((name) => `%${name}${type}`).join(', ');

const interfaces = `
  interface functions { ${each((w) => `${w}: func(${w}: list<u8>) -> result<u32, option<option<u8>>>;`)} }
  interface params { ${chunks.map((chunk, i) => `f${i}: func(${list(chunk, ': map<string, u64>')});`).join('\n')} }
  interface records { ${each((w) => `record ${w} { ${w}: u8, next: option<u8> }`)} }
  interface fields { record all { ${list(words, ': list<string>')} } }
  interface variants { ${each((w) => `variant ${w} { ${w}(u8), other(list<string>), last }`)} }
  interface cases { variant all { ${list(words, '(list<u16>)')} } variant empty { ${list(words)} } }
  interface enums { ${each((w) => `enum ${w} { ${w}, other }`)} enum all-enums { ${list(words)} } }
  interface flagged { ${each((w) => `flags ${w} { ${w} }`)} ${chunks.map((c, i) => `flags all${i} { ${list(c)} }`).join('\n')} }
  interface resources { ${each((w) => `resource ${w} { constructor(${w}: u8); ${w}: func(${w}: u8) -> ${w}; }`)} }
  interface methods { resource all { ${each((w) => `${w}: func();`)} } }
  interface statics { resource all { ${each((w) => `${w}: static func(${w}: borrow<all>);`)} } }
  interface aliases { ${each((w, i) => `type ${w} = ${['u8', 'list<string>', 'option<option<u8>>', 'result'][i % 4]};`)} }
  interface users { ${each((w, i) => `use ${['records', 'variants', 'resources', 'aliases'][i % 4]}.{${w}};`)} }
`;
const names = [...interfaces.matchAll(/interface (\w+)/g)].map(([, name]) => name);

/** @type {Record<string, string>} */
const worlds = {
  inner: `${interfaces} world w { ${names.map((name) => `import ${name}; export ${name};`).join('\n')} }`,
  imported: `${interfaces} world w { ${names.map((name) => `import ${name};`).join('\n')} }`,
  exported: `${interfaces} world w { ${names.map((name) => `export ${name};`).join('\n')} }`,
  functions: `world w { ${each((w) => `import ${w}: func(${w}: u8);\nexport ${w}: func(${w}: u8);`)} }`,
  inline: `world w { ${each((w) => ['import', 'export'].map((way) => `${way} ${w}: interface { ${w}: func(); }`).join('\n'), few)} }`,
  named: `${each((w) => `interface ${w} { ${w}: func(); }`, few)} world w { ${each((w) => `import ${w};\nexport ${w};`, few)} }`,
  types: `world w { ${each((w, i) => (i % 2 ? `record ${w} { a: list<string> }` : `resource ${w} { constructor(${w}: u8); }`))} }`,
};

const modes = [
  {},
  { instantiation: 'async', useNamespaceObjects: true },
  { namespacedExports: false, flagsAsBigInt: true, variantsInlineCases: true, enumValuesScreamingSnakeCase: true },
  { tlaCompat: true, useNamespaceObjects: true, variantsInlineCases: true },
];

/**
 * The declarations of all worlds with each of the options, given to `check` in a folder for each.
 * @param {'host' | 'guest'} side
 * @param {object[]} choices
 * @param {(folders: string[]) => void} check
 */
function declared(side, choices, check) {
  const root = mkdtempSync(join(tmpdir(), 'jco-names-'));
  try {
    const folders = Object.entries(worlds).flatMap(([name, wit]) =>
      choices.map((options, index) => {
        const folder = join(root, side, `${name}-${index}`);
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, 'world.wit'), `package test:%${name}-${index};\n${wit}`);
        writeFileSync(join(folder, 'options.json'), JSON.stringify(options));
        return folder;
      }),
    );
    const env = { ...process.env, TYPES: root, BLESS: '1' };
    const args = ['test', '-q', '-p', 'jco-transpile', '--test', 'types'];
    const cargo = spawnSync('cargo', args, { cwd: repository, env, encoding: 'utf8' });
    assert.equal(cargo.status, 0, `${cargo.stdout}${cargo.stderr}`);
    check(folders);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function compiled(/** @type {string[]} */ folders) {
  const files = folders.flatMap((folder) => {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return names.filter((name) => name.endsWith('.d.ts')).map((name) => join(folder, name));
  });
  assert.ok(files.length >= folders.length, `${files.length} files`);
  return compile(files, { target: 'es2022', module: 'nodenext' });
}

test('any name makes declarations that compile, for the host', () => {
  declared('host', modes, (folders) => assert.equal(compiled(folders), ''));
});

test('any name makes declarations that compile, for the guest', () => {
  // One by one, as the modules are visible everywhere in a program.
  declared('guest', [{}], (folders) => {
    for (const folder of folders) assert.equal(compiled([folder]), '');
  });
});
