// `adder.d.wasm.ts` beside `adder.wasm`: what TypeScript reads, with `allowArbitraryExtensions`, for an import of it.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes the declarations of a component, where they are not as they should be: tools watch the file.
 *
 * @param {string} path of the component
 * @param {Record<string, string>} declarations by file name
 */
export function writeDeclarations(path, declarations) {
  for (const [file, text] of Object.entries(declarationFiles(basename(path, '.wasm'), declarations))) {
    const target = join(dirname(path), file);
    if (existsSync(target) && readFileSync(target, 'utf8') === text) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

/**
 * One file with a namespace for each interface. What a namespace cannot say, a name that is a reserved word, takes
 * files of their own.
 *
 * @param {string} stem
 * @param {Record<string, string>} declarations
 * @returns {Record<string, string>}
 */
export function declarationFiles(stem, declarations) {
  const isInterface = (/** @type {[string, string]} */ [file]) => file.includes('/');
  const interfaces = Object.entries(declarations).filter(isInterface);
  const world = Object.entries(declarations).filter((entry) => !isInterface(entry)).map(([, text]) => text).join('\n');
  const main = `${stem}.d.wasm.ts`;
  if (interfaces.some(([, text]) => /^export \{/m.test(text))) {
    const folder = `${stem}.wasm.types`;
    const files = interfaces.map(([file, text]) => [file.replace('interfaces/', `${folder}/`), header(text)]);
    return { [main]: header(world.replaceAll('./interfaces/', `./${folder}/`)), ...Object.fromEntries(files) };
  }
  const body = [world, ...interfaces.map(([file, text]) => asNamespace(file, text))].map(inOneFile).join('\n');
  const references = [...new Set(body.match(reference))];
  return { [main]: header([...references, body.replace(reference, '').trim()].join('\n')) };
}

const reference = /^\/\/\/ <reference .*$/gm;

/** @param {string} text */
const header = (text) => `// Written by jco from the component.\n${text.trimEnd()}\n`;

/**
 * @param {string} file
 * @param {string} text
 */
function asNamespace(file, text) {
  const references = text.match(reference) ?? [];
  const lines = text.replace(reference, '').trim().split('\n');
  const indented = lines.map((line) => (line === '' ? line : `  ${line}`)).join('\n');
  return `${references.join('\n')}\ndeclare namespace ${namespaceOf(file)} {\n${indented}\n}\n`;
}

/** What other files are referred to by. */
const specifier = String.raw`['"]\./(?:interfaces/)?([\w.-]+)\.js['"]`;
const reexport = new RegExp(String.raw`^export( type)? \* as (.+) from ${specifier};`, 'gm');

/**
 * @param {string} text
 * @returns {string} with namespaces in place of the files that it refers to
 */
function inOneFile(text) {
  return text
    .replace(new RegExp(String.raw`\bimport\(${specifier}\)`, 'g'), (_, file) => namespaceOf(file))
    .replace(reexport, (_, type = '', name, file) => `export${type} { ${namespaceOf(file)} as ${name} };`);
}

/**
 * No name in WIT has a `$`.
 *
 * @param {string} file
 */
const namespaceOf = (file) => `$${basename(file).replace(/\.d\.ts$/, '').replace(/[^\w]/g, '_')}`;
