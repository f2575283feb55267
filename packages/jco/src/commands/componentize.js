// `jco componentize`: a JavaScript module as a component, by componentize-js.

import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { JcoError, attempt } from '../errors.js';
import { engine } from '../binding.js';
import { humanSize, withFolder, writeOutput } from '../tools/files.js';
import { withProgress } from '../tools/progress.js';
import { importPackage, installed } from '../tools/project.js';

/**
 * @typedef {'clocks' | 'http' | 'random' | 'stdio' | 'fetch-event' | 'all'} Feature
 *
 * @typedef {object} ComponentizeRequest
 * @property {string} source
 * @property {string} wit
 * @property {string} out
 * @property {boolean} quiet
 * @property {boolean} json
 * @property {string | null} worldName
 * @property {string[]} feature
 * @property {boolean} allFeatures
 * @property {boolean} bundle
 * @property {string | null} cwd
 * @property {Feature[]} disable
 * @property {Feature[]} enable
 * @property {boolean} aot
 * @property {number | null} aotMinStackSizeBytes
 * @property {string | null} wevalBin
 * @property {string | null} wizerBin
 * @property {string | null} engine
 * @property {string | null} preview2Adapter
 * @property {boolean} debugStarlingmonkeyBuild
 * @property {boolean} debugBindings
 * @property {string | null} debugBindingsDir
 * @property {boolean} debugBinary
 * @property {string | null} debugBinaryPath
 * @property {boolean} debugEnableWizerLogging
 */

/** @type {Exclude<Feature, 'all'>[]} */
const FEATURES = ['clocks', 'http', 'random', 'stdio', 'fetch-event'];

/**
 * @param {ComponentizeRequest} request
 * @param {import('../cli.js').Terminal} terminal
 * @returns {Promise<number>} the exit code
 */
export async function run(request, terminal) {
  const folder = resolve(terminal.folder(), request.cwd ?? '.');
  const source = resolve(folder, request.source);
  if (!existsSync(source)) throw new JcoError({ code: 'E0401', message: 'there is no such file or folder', place: request.source });
  const wit = resolve(folder, request.wit);
  checkWit(request);
  const tool = installed('@bytecodealliance/componentize-js', folder, '`jco componentize`');
  const { component } = await withProgress(`Componentizing ${request.source}`, terminal, () =>
    withFolder(async (scratch) => {
      const sourcePath = await moduleOf(source, request, folder, scratch);
      const { componentize } = await importPackage(tool);
      return componentize({ sourcePath, witPath: wit, ...options(request, folder) }).catch(failed);
    }),
  );
  writeOutput(resolve(folder, request.out), component);
  if (request.json) terminal.print(JSON.stringify({ path: request.out, size: component.length }));
  else if (!request.quiet) terminal.print(`Componentized:\n\n  ${request.out}  ${humanSize(component.length)}\n`);
  return 0;
}

/**
 * Errors of WIT are told with their place before the engine is asked, which takes seconds and tells less.
 *
 * @param {ComponentizeRequest} request
 */
function checkWit({ wit, worldName, feature, allFeatures, cwd }) {
  const features = JSON.stringify(allFeatures ? 'all' : feature);
  const path = cwd === null ? wit : join(cwd, wit);
  attempt(() => engine().types({ path, world: worldName ?? undefined, features }, true, '{}'));
}

/**
 * The module to componentize: TypeScript and what is to be bundled becomes one file of JavaScript.
 *
 * @param {string} source
 * @param {ComponentizeRequest} request
 * @param {string} folder
 * @param {string} scratch
 */
async function moduleOf(source, { bundle }, folder, scratch) {
  const isTypeScript = /\.[cm]?ts$/.test(source);
  if (!isTypeScript && !bundle) return source;
  const esbuild = await importPackage(installed('esbuild', dirname(source), isTypeScript ? 'TypeScript' : '--bundle'));
  const outfile = join(scratch, 'source.js');
  try {
    await esbuild.build({
      entryPoints: [source],
      absWorkingDir: folder,
      bundle: true,
      format: 'esm',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      target: 'es2022',
      outfile,
      logLevel: 'silent',
      // Interfaces of WIT, and what the world imports by a plain name.
      plugins: [{ name: 'wit', setup: external }],
    });
  } catch (error) {
    throw buildFailure(error);
  }
  return outfile;
}

/** @param {any} build of esbuild */
function external(build) {
  build.onResolve({ filter: /^[a-z][a-z0-9-]*(:[^/]+\/.+)?$/i }, (/** @type {any} */ { path, kind, resolveDir, pluginData }) => {
    if (kind === 'entry-point' || pluginData?.isOurs) return undefined;
    if (path.includes(':')) return { path, external: true };
    const options = { kind, resolveDir, pluginData: { isOurs: true } };
    return build.resolve(path, options).then((/** @type {any} */ found) => (found.errors.length === 0 ? found : { path, external: true }));
  });
}

/** @param {any} error of esbuild */
function buildFailure(error) {
  const [first] = error.errors ?? [];
  const { file, line, column, lineText } = first?.location ?? {};
  return new JcoError({
    code: 'E0802',
    message: `esbuild: ${first?.text ?? error.message}`,
    ...(file === undefined ? {} : { place: `${file}:${line}:${column + 1}`, excerpt: engine().excerpt(lineText, line, column) }),
  });
}

/** @param {ComponentizeRequest} request @param {string} folder */
function options(request, folder) {
  const path = (/** @type {string | null} */ given) => (given === null ? undefined : resolve(folder, given));
  return {
    worldName: request.worldName ?? undefined,
    disableFeatures: disabled(request),
    enableAot: request.aot,
    aotMinStackSizeBytes: request.aotMinStackSizeBytes ?? undefined,
    wevalBin: path(request.wevalBin),
    wizerBin: path(request.wizerBin),
    engine: path(request.engine),
    ...(request.preview2Adapter === null ? {} : { preview2Adapter: path(request.preview2Adapter) }),
    debugBuild: request.debugStarlingmonkeyBuild,
    debug: {
      bindings: request.debugBindings || request.debugBindingsDir !== null,
      bindingsDir: path(request.debugBindingsDir),
      binary: request.debugBinary || request.debugBinaryPath !== null,
      binaryPath: path(request.debugBinaryPath),
      enableWizerLogging: request.debugEnableWizerLogging,
    },
  };
}

/** @param {ComponentizeRequest} request */
function disabled({ disable, enable }) {
  const all = (/** @type {Feature[]} */ given) => (given.includes('all') ? FEATURES : given);
  return all(disable).filter((feature) => !all(enable).includes(feature));
}

/** @param {any} error @returns {never} */
function failed(error) {
  const message = String(error?.message ?? error).trim();
  throw new JcoError({ code: 'E0802', message: `componentize-js: ${message}`, help: 'what it said is above, if it said more' });
}
