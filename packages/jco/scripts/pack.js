// Makes the tarballs that are published:
//
//   node packages/jco/scripts/pack.js OUT [ADDONS]
//
// jco, its shim, and a native package for each `ADDONS/<target>/jco.node`; without ADDONS, for this machine and from
// `native/jco.node`. Paths of the tarballs are printed. All have the version of `packages/jco/package.json`.

import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { bundleFetch } from './bundle-fetch.js';
import { bundleShim } from './bundle-shim.js';
import { hostTarget, targets } from './targets.js';
import { writeWit } from './write-wit.js';

const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const workspace = dirname(dirname(packageFolder));
const [out = '.', addons] = process.argv.slice(2);

const readManifest = (/** @type {string} */ folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const { version, license, engines } = readManifest(packageFolder);

// Provenance asks that each package names the repository that its release ran in.
const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = process.env;
const origin =
  server && name
    ? { repository: { type: 'git', url: `git+${server}/${name}.git` }, publishConfig: { access: 'public', provenance: true } }
    : {};

const stage = mkdtempSync(join(tmpdir(), 'jco-pack-'));
try {
  mkdirSync(out, { recursive: true });
  const folders = [stageShim(), await stageJco(), ...addonPaths().map(([target, path]) => stageNative(target, path))];
  for (const folder of folders) console.log(join(resolve(out), pack(folder)));
} finally {
  rmSync(stage, { recursive: true });
}

/** @returns {[target: string, path: string][]} */
function addonPaths() {
  if (addons === undefined) return [[hostTarget(), join(packageFolder, 'native/jco.node')]];
  return readdirSync(addons).map((target) => [target, join(addons, target, 'jco.node')]);
}

/** The package `jco`: its optional dependencies are here alone, because a checkout has its own addon. */
async function stageJco() {
  const { scripts: _, devDependencies: __, ...manifest } = readManifest(packageFolder);
  const natives = Object.keys(targets).map((target) => [`@jco/native-${target}`, version]);
  const dependencies = { '@jco/preview2-shim': version };
  const optionalDependencies = Object.fromEntries(natives);
  if (!existsSync(join(packageFolder, 'wit'))) writeWit();
  const folder = stagePackage('jco', { ...manifest, dependencies, optionalDependencies });
  for (const name of manifest.files) {
    // Addons are in packages of their own.
    const filter = (/** @type {string} */ path) => !path.endsWith('.node');
    const source = join(packageFolder, name);
    if (existsSync(source)) cpSync(source, join(folder, name), { recursive: true, filter });
  }
  await bundleShim(join(folder, 'native'));
  writeFileSync(join(folder, 'native/jco-fetch.js'), await bundleFetch());
  return folder;
}

function stageShim() {
  const source = join(workspace, 'packages/preview2-shim');
  const { scripts: _, ...manifest } = readManifest(source);
  const folder = stagePackage('preview2-shim', { ...manifest, version });
  for (const name of manifest.files) cpSync(join(source, name), join(folder, name), { recursive: true });
  return folder;
}

/**
 * @param {string} target
 * @param {string} addon
 */
function stageNative(target, addon) {
  const { os, cpu, libc } = targets[target];
  const folder = stagePackage(target, {
    name: `@jco/native-${target}`,
    version,
    description: `The engine of jco for ${target}`,
    license,
    engines,
    os: [os],
    cpu: [cpu],
    ...(libc === undefined ? {} : { libc: [libc] }),
    main: 'jco.node',
    files: ['jco.node'],
  });
  copyFileSync(addon, join(folder, 'jco.node'));
  return folder;
}

/**
 * @param {string} name of the folder
 * @param {object} manifest
 */
function stagePackage(name, manifest) {
  const folder = join(stage, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...manifest, ...origin }, undefined, 2)}\n`);
  copyFileSync(join(workspace, 'LICENSE'), join(folder, 'LICENSE'));
  const readme = join(workspace, 'packages', name, 'README.md');
  if (existsSync(readme)) copyFileSync(readme, join(folder, 'README.md'));
  return folder;
}

/**
 * @param {string} folder
 * @returns {string} the tarball's name
 */
function pack(folder) {
  const args = ['pack', '--json', '--pack-destination', resolve(out)];
  const shell = process.platform === 'win32';
  const npm = spawnSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], shell });
  if (npm.status !== 0) throw npm.error ?? new Error(`npm pack ended with ${npm.status}`);
  return JSON.parse(npm.stdout)[0].filename;
}
