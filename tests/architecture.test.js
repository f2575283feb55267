// The rules that hold the parts apart (docs/ARCHITECTURE.md): what may use what, where JavaScript is written, how long
// files are, what a fixture consists of.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {string} path relative to the root */
const read = (path) => readFileSync(join(root, path), 'utf8');

// Files below a folder, relative to the root. What is built or installed is not read.
/** @param {string} folder @param {RegExp} wanted @returns {string[]} */
function files(folder, wanted) {
  const ignored = /^(node_modules|target|built|dist|wasm|expected|\..*)$/;
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return ignored.test(entry.name) ? [] : files(path, wanted);
    return wanted.test(entry.name) ? [path] : [];
  });
}

// What no rule of this file finds to be so.
/** @param {string[]} broken @param {string} rule */
const none = (broken, rule) => assert.deepEqual(broken, [], rule);

// Rust without comments, and apart from it the contents of its string literals. Tests at the end do not count.
/** @param {string} path */
function rust(path) {
  /** @type {string[]} */
  const strings = [];
  const [source] = read(path).split(/^#\[cfg\(test\)\]\nmod /m);
  const tokens = /\/\/.*|\/\*[^]*?\*\/|r(#+)"([^]*?)"\1|"((?:\\[^]|[^"\\])*)"|'(?:\\.[^']*|[^'\\])'/g;
  const code = source.replace(tokens, (token, _, raw, text) => {
    if (raw !== undefined || text !== undefined) strings.push(raw ?? text);
    return token.startsWith('/') ? ' ' : '""';
  });
  return { code, strings };
}

/** @param {string} crate @returns {string[]} */
function dependencies(crate) {
  const [, section = ''] = read(`crates/${crate}/Cargo.toml`).split(/^\[dependencies\]\n/m);
  const lines = section.split(/^\[/m)[0].split('\n');
  return lines.flatMap((line) => /^([\w-]+)/.exec(line)?.[1] ?? []);
}

const ours = ['js', 'transpile', 'tools', 'cli'];

/** @type {Record<string, { may: string[], ours: string[] }>} */
const crates = {
  js: { may: ['swc_'], ours: [] },
  transpile: { may: ['wasmtime-environ', 'wasmparser', 'wasm-encoder', 'wit-', 'wat'], ours: ['js'] },
  tools: { may: ['anyhow', 'serde', 'wasm', 'wit-', 'wasi-', 'addr2line', 'rustc-demangle'], ours: ['transpile'] },
  cli: { may: ['clap', 'serde', 'sha2'], ours: ['transpile', 'tools'] },
  'node-binding': { may: ['napi', 'serde_json', 'libc'], ours: ['transpile', 'tools', 'cli'] },
  'wasm-binding': { may: ['wasm-bindgen', 'serde_json'], ours: ['transpile', 'tools', 'cli'] },
};

test('crates use the crates that they may, and each foreign one has its owner', () => {
  none(readdirSync(join(root, 'crates')).filter((crate) => !Object.hasOwn(crates, crate)), 'each crate has its rule');
  for (const [crate, { may, ours: allowed }] of Object.entries(crates)) {
    const broken = dependencies(crate).filter((name) => {
      return ours.includes(name) ? !allowed.includes(name) : !may.some((prefix) => name.startsWith(prefix));
    });
    none(broken, `dependencies of ${crate}`);
  }
});

// Within crates/transpile: what a phase must not mention. Shared by all are names, options, error and output.
const environ = /\b(wasmtime_environ|wasmparser|wit_parser|wit_component|wasm_encoder)::/;

/** @type {[phase: string, mustNot: RegExp][]} */
const phases = [
  ['decode', /\bcrate::(plan|emit|dts)\b|\bjs::/],
  ['plan', /\bcrate::(emit|dts)\b|\bjs::/],
  ['emit', new RegExp(`\\bcrate::(decode|dts)\\b|\\bswc_|${environ.source}`)],
  ['dts', new RegExp(`\\bcrate::(decode|emit)\\b|\\bjs::|${environ.source}`)],
];

for (const [phase, mustNot] of phases) {
  test(`${phase} keeps to what it may use`, () => {
    const paths = files('crates/transpile/src', /\.rs$/).filter((path) => {
      return path.startsWith(`crates/transpile/src/${phase}/`) || path === `crates/transpile/src/${phase}.rs`;
    });
    assert.ok(paths.length > 1);
    none(paths.flatMap((path) => mustNot.exec(rust(path).code)?.[0].concat(` in ${path}`) ?? []), phase);
  });
}

test('what wasmtime and wit-parser know is seen where a plan is built from it, and no further', () => {
  const may = /^crates\/transpile\/src\/(decode|recognise|nesting|lib\.rs|plan\/build|plan\/id\.rs|plan\/(.*\/)?from_)/;
  const paths = files('crates/transpile/src', /\.rs$/).filter((path) => !may.test(path));
  none(paths.filter((path) => environ.test(rust(path).code)), 'plan is plain data');
});

test('no JavaScript is written in strings of Rust', () => {
  const javaScript = /=>|===|\bfunction\b|\b(const|let|return|await|new|throw) \S|[;{]\s*$|\w\(.*\)/;
  const isWritten = (/** @type {string} */ text) => javaScript.test(text.replace(/\{\w*\}/g, ''));
  const paths = [...files('crates/transpile/src/emit', /\.rs$/), 'crates/transpile/src/emit.rs'];
  none(paths.flatMap((path) => rust(path).strings.filter(isWritten).map((text) => `${path}: ${text}`)), 'it is built');
});

// What JavaScript imports; types alone do not count.
/** @param {string} path @returns {string[]} */
function imports(path) {
  const code = read(path).replace(/\/\*[^]*?\*\/|\/\/.*/g, '');
  const found = [...code.matchAll(/\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, specifier]) => specifier);
  return found.map((specifier) => (specifier.startsWith('.') ? join(dirname(path), specifier) : specifier));
}

const shim = 'packages/preview2-shim/lib';

// A file's timestamps are those of wasi:clocks.
const shared = [`${shim}/clocks/datetime.js`];

test("interfaces of the shim use its core and the platform's half of the host", () => {
  const broken = files(shim, /\.js$/).flatMap((path) => {
    const [folder] = path.slice(shim.length + 1).split('/');
    const mayUse = (/** @type {string} */ name) => {
      if (folder === 'platform') return !name.startsWith(shim) || /\/(core|platform)\//.test(name);
      // What servers and fetch handlers are made of.
      if (folder === 'server.js' || folder === 'fetch.js') return /\/(core|http)\/|\/instantiation\.js$|^#platform\//.test(name);
      if (folder === 'instantiation.js') return /\/index\.js$|\/core\//.test(name);
      const isNear = [folder, 'core'].some((own) => name.startsWith(`${shim}/${own}/`));
      return isNear || name.startsWith('#platform/') || shared.includes(name);
    };
    return imports(path).filter((name) => !mayUse(name)).map((name) => `${path} imports ${name}`);
  });
  none(broken, 'imports of the shim');
});

test('published packages need nothing that is not in the repository', () => {
  for (const name of ['jco', 'preview2-shim']) {
    // Templates are parts of other projects, which have dependencies of their own.
    const shipped = files(`packages/${name}`, /\.js$/).filter((path) => !/\/(test|bench|scripts|templates)\//.test(path));
    const isOurs = (/** @type {string} */ name) => /^(packages\/|node:|#platform\/|#binding$|@jco\/)/.test(name);
    const foreign = (/** @type {string} */ path) => imports(path).filter((name) => !isOurs(name));
    none(shipped.flatMap((path) => foreign(path).map((name) => `${path} imports ${name}`)), name);
  }
});

test('the playground uses the packages as anyone does', () => {
  const mayUse = (/** @type {string} */ name) => /^apps\/playground\/src\/|^jco(\/load)?$|^@jco\/preview2-shim\/(?!internal)/.test(name);
  const broken = files('apps/playground/src', /\.js$/).flatMap((path) => {
    return imports(path).filter((name) => !mayUse(name)).map((name) => `${path} imports ${name}`);
  });
  none(broken, 'imports of the playground');
});

test('the terminal and the process are for the command line alone, and for threads and processes of their own', () => {
  const paths = files('packages/jco/src', /\.js$/);
  const code = (/** @type {string} */ path) => read(path).replace(/\/\/.*|\/\*[^]*?\*\//g, '');
  const mentions = (/** @type {RegExp} */ name) => paths.filter((path) => name.test(code(path)));
  none(mentions(/\bconsole\./).filter((path) => !/\/(cli|fetch\/options)\.js$/.test(path)), 'console');
  none(mentions(/\bprocess\.(?!js')/).filter((path) => !/\/(cli|binding(-\w+)?|addon|node\/thread|plugin\/(fill|transpiled)|serve\/(access-log|guest\/main|options|process|processes))\.js$/.test(path)), 'process');
});

test('files are not longer than can be read, or say why', () => {
  const folders = ['apps', 'crates', 'packages', 'tests', 'benches', 'scripts'];
  const paths = folders.flatMap((folder) => files(folder, /\.(rs|js)$/));
  const saysWhy = (/** @type {string[]} */ lines) => /\b(long|table)\b/.test(lines.slice(0, 10).join('\n'));
  const lines = (/** @type {string} */ path) => read(path).split('\n');
  none(paths.filter((path) => lines(path).length > 500 && !saysWhy(lines(path))), 'more than 500 lines');
});

test('a fixture has what is expected of it, and runs', () => {
  const inputs = files('tests/fixtures', /^component\.(wat|wit|hex)$/);
  assert.ok(inputs.length > 100, `${inputs.length} fixtures`);
  const incomplete = inputs.map(dirname).filter((folder) => {
    const has = (/** @type {string} */ name) => existsSync(join(root, folder, name));
    if (has('expected/error.txt')) return has('run.test.js');
    return !has('run.test.js') || !read(`${folder}/run.test.js`).includes('./expected/');
  });
  none(incomplete, 'expected/error.txt, or expected/ and a run.test.js that imports from it');
  none(inputs.filter((path) => /[^a-z0-9-]/.test(basename(dirname(path)))), 'named in kebab-case');
});
