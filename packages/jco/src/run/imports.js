// What a component imports: WASI from the shim, of which only the packages asked for are loaded, the rest from where
// --jco-map says.

import { addonPath } from '../addon.js';
import { engine } from '../binding.js';
import { JcoError } from '../errors.js';
import { shimPackage, wholeShim } from './shim.js';

/**
 * @typedef {import('./request.js').RunRequest} RunRequest
 * @typedef {import('../cli.js').Terminal} Terminal
 */

const CLOSED_PIPE = 141;

/**
 * @param {string[]} names what the component imports: `wasi:cli/stdout`
 * @param {RunRequest} request
 * @param {Terminal} terminal
 * @returns {Promise<{ object: Record<string, object>, close: () => void }>}
 */
export async function wasiImports(names, request, terminal) {
  const wasi = names.filter((name) => name.startsWith('wasi:'));
  const others = names.filter((name) => !name.startsWith('wasi:'));
  const packages = new Set(wasi.map((name) => name.slice('wasi:'.length, name.indexOf('/'))));
  const config = configuration(request, terminal);
  const { interfaces, close } = await (usesNetwork(packages) ? networkedShim(config, request) : partsOfShim(packages, config));
  /** @type {Record<string, object>} */
  const object = {};
  for (const name of wasi) {
    const found = interfaces(name);
    if (found === undefined) throw missing(name, 'this build has WASI 0.2 and no other interfaces');
    object[name] = found;
  }
  if (others.length > 0) Object.assign(object, await (await import('./resolve.js')).mappedImports(others, request, terminal));
  return { object, close };
}

/** @param {Set<string>} packages */
const usesNetwork = (packages) => packages.has('sockets') || packages.has('http');

/**
 * @typedef {(name: string) => object | undefined} Interfaces
 *
 * @param {RunRequest} request
 * @param {Terminal} terminal
 */
const configuration = ({ args, env, dirs }, { exit }) => ({
  args,
  env,
  preopens: Object.fromEntries(dirs.map(({ host, guest, readOnly }) => [guest, { path: host, readOnly }])),
  // Nobody reads what it prints: it ends as a program does that SIGPIPE ends.
  brokenPipe: () => exit(CLOSED_PIPE),
});

/** @typedef {ReturnType<typeof configuration>} Configuration */

/**
 * What needs no network, made of the packages alone.
 *
 * @param {Set<string>} packages
 * @param {Configuration} config
 * @returns {Promise<{ interfaces: Interfaces, close: () => void }>}
 */
async function partsOfShim(packages, config) {
  let close = () => {};
  /** @type {Record<string, () => Promise<Record<string, any>>>} */
  const makers = {
    cli: async () => (await shimPackage('cli')).createCli(config),
    clocks: async () => (await shimPackage('clocks')).createClocks(),
    filesystem: async () => {
      const { _useNative, createFilesystem } = await shimPackage('filesystem');
      _useNative(engine(), addonPath);
      const filesystem = createFilesystem(config);
      close = () => filesystem[Symbol.dispose]();
      return filesystem;
    },
    io: () => shimPackage('io'),
    random: async () => (await shimPackage('random')).createRandom(),
  };
  /** @type {Record<string, Record<string, any>>} */
  const made = {};
  for (const name of packages) if (Object.hasOwn(makers, name)) made[name] = await makers[name]();
  return {
    interfaces: (name) => {
      const [, packageName, interfaceName] = /^wasi:([^/]+)\/([^@]+)/.exec(name) ?? [];
      return made[packageName]?.[camelCase(interfaceName)];
    },
    close: () => close(),
  };
}

/** @param {string} name */
const camelCase = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/**
 * @param {Configuration} config
 * @param {RunRequest} request
 * @returns {Promise<{ interfaces: Interfaces, close: () => void }>}
 */
async function networkedShim(config, request) {
  const { WASIShim, _useNative } = await wholeShim();
  const { networkConfiguration } = await import('./network.js');
  _useNative(engine(), addonPath);
  const network = networkConfiguration(request.network);
  const shim = orMistake('--allow-net', () => new WASIShim({ ...config, ...network }));
  const object = /** @type {Record<string, any>} */ (shim.getImportObject());
  return { interfaces: (name) => object[name.replace(/@.*/, '')], close: () => shim[Symbol.dispose]() };
}

/**
 * @template T
 * @param {string} option where a value came from that the shim may refuse
 * @param {() => T} call
 */
function orMistake(option, call) {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new JcoError({ code: 'E0403', message: error.message, place: option });
  }
}

/**
 * @param {string} name
 * @param {string} help
 */
export function missing(name, help) {
  return new JcoError({ code: 'E0504', message: `the component imports ${JSON.stringify(name)}, which nobody provides`, help });
}
