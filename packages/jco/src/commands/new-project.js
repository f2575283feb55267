// `jco new-project`: the files of templates/, with what the world imports and exports filled in.

import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { engine } from '../binding.js';
import { JcoError, attempt } from '../errors.js';
import { filled, guestTexts, hostTexts, templatesOf } from '../project/texts.js';
import { readWit, whereItIs } from '../project/wit.js';

/**
 * @typedef {object} NewProjectRequest
 * @property {string} dir
 * @property {string} wit
 * @property {string | null} worldName
 * @property {string[]} feature
 * @property {boolean} allFeatures
 * @property {boolean} host
 * @property {'node' | 'web'} target
 * @property {'ts' | 'js'} language
 * @property {'npm' | 'pnpm' | 'yarn'} packageManager
 * @property {boolean} quiet
 * @property {boolean} json
 */

/**
 * @typedef {{ name: string, variable: string, declaration: string, calls: string[] }} Part
 * @typedef {{ world: string, parts: Part[] }} Skeleton
 */

/**
 * @param {NewProjectRequest} request
 * @param {import('../cli.js').Terminal} terminal
 * @returns {Promise<number>} the exit code
 */
export async function run(request, terminal) {
  const folder = resolve(terminal.folder(), request.dir);
  checkEmpty(folder, request.dir);
  const files = filesOf(request, basename(folder));
  writeAll(folder, files);
  if (request.json) terminal.print(JSON.stringify({ path: request.dir, files: Object.keys(files) }));
  else if (!request.quiet) terminal.print(summary(request, Object.keys(files)));
  return 0;
}

/** @param {string} folder @param {string} shown */
function checkEmpty(folder, shown) {
  if (!existsSync(folder)) return;
  try {
    if (readdirSync(folder).length === 0) return;
  } catch {
    throw new JcoError({ code: 'E0402', message: 'this is a file, and a folder is needed', place: shown });
  }
  throw new JcoError({ code: 'E0402', message: 'the folder is not empty', place: shown, help: 'name one that is, or that is not there yet' });
}

/**
 * The files of the project by their paths.
 *
 * @param {NewProjectRequest} request
 * @param {string} folderName
 * @returns {Record<string, string | Uint8Array>}
 */
function filesOf(request, folderName) {
  const given = readWit(request.wit);
  const { wit, component } = given;
  const input = {
    files: Object.entries(wit).map(([name, text]) => ({ name, bytes: Buffer.from(text) })),
    world: request.worldName ?? undefined,
    features: JSON.stringify(request.allFeatures ? 'all' : request.feature),
  };
  const isTypeScript = request.language === 'ts';
  const skeleton = (/** @type {boolean} */ isGuest, isTyped = isTypeScript) =>
    /** @type {Skeleton} */ (JSON.parse(attempt(() => engine().skeleton(input, isGuest, isTyped))));
  const exported = placed(() => skeleton(true), given);
  const common = {
    name: packageName(folderName),
    world: exported.world,
    version: JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version,
    extension: request.language,
    languageName: isTypeScript ? 'TypeScript' : 'JavaScript',
  };
  const texts = request.host
    ? hostTexts({ imported: skeleton(false).parts, exported: exported.parts, isComponent: component !== undefined, world: exported.world }, request)
    : guestTexts({ imported: skeleton(false, false).parts, exported: exported.parts, wit });
  /** @type {Record<string, string | Uint8Array>} */
  const files = {};
  for (const template of templatesOf(request, exported.parts)) Object.assign(files, filled(template, { ...common, ...texts }));
  if (request.host && component !== undefined) return { ...files, 'component.wasm': component };
  for (const [name, text] of Object.entries(wit)) files[`wit/${name}`] = text;
  return files;
}

/**
 * @template T
 * @param {() => T} read
 * @param {import('../project/wit.js').Given} given
 * @returns {T}
 */
function placed(read, given) {
  try {
    return read();
  } catch (error) {
    throw whereItIs(error, given);
  }
}

/** @param {string} folder */
const packageName = (folder) => folder.toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '') || 'component';

/**
 * Writes all files, or leaves what was there.
 *
 * @param {string} folder
 * @param {Record<string, string | Uint8Array>} files
 */
function writeAll(folder, files) {
  const wasThere = existsSync(folder);
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
  } catch (error) {
    if (!wasThere) rmSync(folder, { recursive: true, force: true });
    throw new JcoError({ code: 'E0402', message: `cannot write this: ${/** @type {Error} */ (error).message}`, place: folder });
  }
}

/** @param {NewProjectRequest} request @param {string[]} files */
function summary({ dir, packageManager }, files) {
  const list = files.sort().map((name) => `  ${join(dir, name)}`);
  return ['Made:', '', ...list, '', 'Next:', '', `  cd ${dir}`, `  ${packageManager} install`, `  ${packageManager} test`, ''].join('\n');
}

