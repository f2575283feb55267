// Puts the shim's packages that need no network into native/shim.cjs, all of it into native/network.cjs, and preview 1 with
// what it needs of them into native/preview1.cjs, for `jco run`: src/run/shim.js says why.

import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const shim = join(packageFolder, '../preview2-shim');
const names = ['cli', 'clocks', 'filesystem', 'io', 'random'];

/** What is in each bundle. Whatever has a namespace of its own is one scope: functions are read once, not twice. */
const entries = {
  'shim.cjs': names.map((name) => `export * as ${name} from './lib/${name}/index.js';`).join('\n'),
  'network.cjs': "export * from './lib/instantiation.js'; export { _useNative } from './lib/filesystem/index.js';",
  'preview1.cjs': "export * from '../jco/src/preview1/parts.js';",
};

/**
 * Writes the bundles.
 *
 * @param {string} [folder]
 */
export async function bundleShim(folder = join(packageFolder, 'native')) {
  for (const [name, entry] of Object.entries(entries)) await bundle(entry, join(folder, name));
}

/**
 * @param {string} entry
 * @param {string} output
 */
async function bundle(entry, output) {
  const { build } = await import('esbuild');
  const { metafile, outputFiles } = await build({
    stdin: { contents: entry, resolveDir: shim },
    bundle: true,
    platform: 'node',
    conditions: ['node'],
    format: 'cjs',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    banner: { js: moduleUrl },
    plugins: [{ name: 'urls', setup: (plugin) => plugin.onLoad({ filter: /\.js$/ }, loadWithUrl) }],
    metafile: true,
    write: false,
    absWorkingDir: packageFolder,
    logLevel: 'error',
  });
  const sources = Object.keys(metafile.inputs).filter((path) => path !== '<stdin>').map(described);
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(`${output}.tmp`, `${outputFiles[0].text}module.exports = { parts: module.exports, sources: ${JSON.stringify(sources)} };\n`);
  renameSync(`${output}.tmp`, output);
}

/**
 * A file as src/run/shim.js compares it.
 *
 * @param {string} path relative to this package
 */
function described(path) {
  const { size, mtimeMs } = statSync(join(packageFolder, path));
  return [path.split(sep).join('/'), size, mtimeMs];
}

/** What `import.meta.url` was: modules find their workers by it. */
const moduleUrl = `const moduleUrl = (path) => {
  const { pathToFileURL } = require('node:url');
  return new URL('../' + path, pathToFileURL(require.resolve('@jco/preview2-shim/cli')).href.replace(/cli\\/index\\.js$/, 'x/')).href;
};`;

/** @param {{ path: string }} module */
function loadWithUrl({ path }) {
  const inside = relative(join(shim, 'lib'), path).split(sep).join('/');
  const contents = readFileSync(path, 'utf8').replaceAll('import.meta.url', `moduleUrl(${JSON.stringify(inside)})`);
  return { contents, loader: /** @type {const} */ ('js') };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundleShim();
