// WASIShim: a whole WASI for one instance, made from a configuration.

import * as cli from './cli/index.js';
import * as clocks from './clocks/index.js';
import { networkPolicy } from './core/network-policy.js';
import * as filesystem from './filesystem/index.js';
import * as http from './http/index.js';
import * as io from './io/index.js';
import * as random from './random/index.js';
import * as sockets from './sockets/index.js';

/** @typedef {Record<string, object>} Interfaces the interfaces of one package, or some of them, by their names in camel case */

/**
 * What the instance is given: everything else is denied, except the process's standard streams, the clocks and
 * randomness. `environment`, `arguments`, `initialCwd` and `sandbox` are other spellings of what is above them. Where a
 * package has interfaces, they replace the ones made here.
 * @typedef {object} WASIShimConfig
 * @property {readonly string[]} [args]
 * @property {import('./cli/index.js').Env} [env]
 * @property {string} [cwd]
 * @property {Record<string, import('./filesystem/index.js').PreopenConfig>} [preopens]
 * @property {import('./core/network-policy.js').NetworkConfig} [network]
 * @property {import('./cli/stdio.js').StdinConfig} [stdin]
 * @property {import('./cli/stdio.js').StdoutConfig} [stdout]
 * @property {import('./cli/stdio.js').StdoutConfig} [stderr]
 * @property {() => void} [brokenPipe]
 * @property {readonly string[]} [arguments]
 * @property {Record<string, string>} [environment]
 * @property {string} [initialCwd]
 * @property {Sandbox} [sandbox]
 * @property {Interfaces | import('./clocks/index.js').ClocksConfig} [clocks]
 * @property {Interfaces | import('./random/index.js').RandomConfig} [random]
 * @property {Interfaces} [cli]
 * @property {Interfaces} [filesystem]
 * @property {Interfaces | { ca?: string }} [http]
 * @property {Interfaces} [io]
 * @property {Interfaces} [sockets]
 */

/**
 * @typedef {object} Sandbox
 * @property {Record<string, import('./filesystem/index.js').PreopenConfig>} [preopens]
 * @property {Record<string, string>} [env]
 * @property {readonly string[]} [args]
 * @property {boolean} [enableNetwork]
 */

const settings = new Set([
  ...['args', 'env', 'cwd', 'preopens', 'network', 'stdin', 'stdout', 'stderr', 'brokenPipe'],
  ...['arguments', 'environment', 'initialCwd', 'sandbox'],
  ...['cli', 'clocks', 'filesystem', 'http', 'io', 'random', 'sockets'],
]);
const sandboxSettings = new Set(['preopens', 'env', 'args', 'enableNetwork']);

export class WASIShim {
  /** @type {Record<string, Interfaces>} */
  #packages;
  #filesystem;

  /** @param {WASIShimConfig} config */
  constructor(config = {}) {
    const { sandbox = {} } = config;
    refuseUnknown(config, settings, 'WASIShim');
    refuseUnknown(sandbox, sandboxSettings, 'WASIShim sandbox');
    // One for both, so that HTTP may go where a name has led sockets.
    const network = networkPolicy(config.network ?? sandbox.enableNetwork);
    this.#filesystem = filesystem.createFilesystem({ preopens: config.preopens ?? sandbox.preopens });
    this.#packages = {
      cli: { ...cli.createCli(cliConfig(config)), ...config.cli },
      clocks: { ...clocks.createClocks(ownConfig(config.clocks)), ...config.clocks },
      filesystem: { ...this.#filesystem, ...config.filesystem },
      http: { ...http.createHttp({ ...ownConfig(config.http), network }), .../** @type {Interfaces} */ (config.http) },
      io: { ...io, ...config.io },
      random: { ...random.createRandom(ownConfig(config.random)), ...config.random },
      sockets: { ...sockets.createSockets({ network }), ...config.sockets },
    };
  }

  /**
   * The import object of a transpiled component: `wasi:cli/environment` and so on.
   * @param {{ asVersion?: string }} [options] `asVersion`: put this version behind each name
   * @returns {Record<string, any>}
   */
  getImportObject({ asVersion } = {}) {
    const version = asVersion === undefined ? '' : `@${asVersion}`;
    /** @type {Record<string, object>} */
    const imports = {};
    for (const [packageName, interfaces] of Object.entries(interfaceNames)) {
      for (const name of interfaces) {
        imports[`wasi:${packageName}/${name}${version}`] = this.#packages[packageName][camelCase(name)];
      }
    }
    return imports;
  }

  /** Closes all files that the instance has left open. */
  [Symbol.dispose]() {
    this.#filesystem[Symbol.dispose]();
  }
}

/** @type {Record<string, string[]>} */
const interfaceNames = {
  cli: [
    ...['environment', 'exit', 'stdin', 'stdout', 'stderr'],
    ...['terminal-input', 'terminal-output', 'terminal-stdin', 'terminal-stdout', 'terminal-stderr'],
  ],
  clocks: ['monotonic-clock', 'wall-clock', 'timezone'],
  filesystem: ['types', 'preopens'],
  http: ['types', 'incoming-handler', 'outgoing-handler'],
  io: ['error', 'poll', 'streams'],
  random: ['random', 'insecure', 'insecure-seed'],
  sockets: [
    ...['instance-network', 'ip-name-lookup', 'network'],
    ...['tcp', 'tcp-create-socket', 'udp', 'udp-create-socket'],
  ],
};

/** @param {string} name */
const camelCase = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/**
 * A misspelt setting would silently deny or, worse, permit.
 * @param {object} config
 * @param {Set<string>} known
 * @param {string} where
 */
function refuseUnknown(config, known, where) {
  for (const name of Object.keys(config)) {
    if (!known.has(name)) throw new TypeError(`${where}: unknown setting ${JSON.stringify(name)}`);
  }
}

/** @param {WASIShimConfig} config */
const cliConfig = ({ args, env, cwd, stdin, stdout, stderr, brokenPipe, sandbox, ...config }) => ({
  args: args ?? config.arguments ?? sandbox?.args,
  env: env ?? config.environment ?? sandbox?.env,
  cwd: cwd ?? config.initialCwd,
  stdin,
  stdout,
  stderr,
  brokenPipe,
});

/**
 * Clocks and randomness take settings of our own besides whole interfaces; neither has a name of the other.
 * @template Config
 * @param {Config | Interfaces | undefined} given
 */
const ownConfig = (given) => /** @type {Config | undefined} */ (given);
