// WASI preview 1 for core modules that are no components: `wasi_snapshot_preview1`, over the parts of the shim.

import * as clock from '@jco/preview2-shim/internal/platform/clock.js';
import { fillRandom } from '@jco/preview2-shim/internal/platform/random.js';
import { closeOwn, filesystemState } from '@jco/preview2-shim/internal/filesystem/preopens.js';
import { clockFunctions } from './clock.js';
import { environmentFunctions } from './environment.js';
import { errno } from './errno.js';
import { Exit } from './exit.js';
import { fdFunctions } from './fd.js';
import { FileDescriptor } from './file.js';
import { GuestMemory, encode } from './memory.js';
import { pathFunctions } from './path.js';
import { pollFunctions } from './poll.js';
import { procFunctions } from './proc.js';
import { sockFunctions } from './sock.js';
import { Listener } from './socket.js';
import { standardStreams } from './stdio.js';
import { DescriptorTable } from './table.js';

/**
 * What the guest is given; types/preview1.d.ts has the words for users.
 * @typedef {object} Preview1Config
 * @property {readonly string[]} [args]
 * @property {import('@jco/preview2-shim/cli').Env} [env]
 * @property {Record<string, import('@jco/preview2-shim/internal/filesystem/preopens.js').PreopenConfig>} [preopens]
 * @property {import('./stdio.js').StdinConfig} [stdin]
 * @property {import('./stdio.js').StdoutConfig} [stdout]
 * @property {import('./stdio.js').StdoutConfig} [stderr]
 * @property {import('./socket.js').TcpSocket[]} [sockets]
 * @property {() => void} [brokenPipe]
 * @property {{ monotonic?: () => bigint, wall?: () => bigint }} [clocks]
 * @property {{ fill?: (bytes: Uint8Array) => void }} [random]
 */

/** One guest: its imports, and the state behind them. */
export class Preview1 {
  #state;
  #filesystem;

  /** @type {{ wasi_snapshot_preview1: Record<string, (...args: any[]) => number> }} */
  imports;

  /** @param {Preview1Config} config */
  constructor(config = {}) {
    this.#filesystem = filesystemState(config.preopens ?? {});
    this.#state = createState(config);
    const { table } = this.#state;
    for (const descriptor of standardStreams(config)) table.insert(descriptor);
    for (const preopen of this.#filesystem.preopens) table.insert(preopened(preopen));
    for (const socket of config.sockets ?? []) table.insert(new Listener(socket));
    this.imports = { wasi_snapshot_preview1: functions(this.#state) };
  }

  /**
   * Runs a command: an instance that was made with `imports`.
   * @param {WebAssembly.Instance} instance
   * @returns {number} its exit code; a trap is thrown
   */
  start(instance) {
    return this.#enter(instance, '_start');
  }

  /**
   * Makes a reactor ready: its exports can be called afterwards. `call` tells an exit from a trap.
   * @param {WebAssembly.Instance} instance
   * @returns {number} 0, unless it exits
   */
  initialize(instance) {
    return this.#enter(instance, '_initialize');
  }

  /**
   * Calls the guest.
   * @param {() => unknown} body
   * @returns {number} the code that it exits with; 0 if it does not
   */
  call(body) {
    try {
      body();
      return 0;
    } catch (thrown) {
      return this.#state.exit.codeOf(thrown);
    }
  }

  /**
   * Ends the guest, from within a function that it has called.
   * @param {number} code
   * @returns {never}
   */
  exit(code) {
    return this.#state.exit.leave(code);
  }

  /** Closes all that the guest has left open. */
  [Symbol.dispose]() {
    this.#state.table.closeAll();
    closeOwn(this.#filesystem);
  }

  /**
   * @param {WebAssembly.Instance} instance
   * @param {'_start' | '_initialize'} name
   */
  #enter({ exports }, name) {
    if (!(exports.memory instanceof WebAssembly.Memory)) throw new TypeError('the module exports no memory');
    this.#state.memory.attach(exports.memory);
    const entry = exports[name];
    if (entry === undefined && name === '_initialize') return 0;
    if (typeof entry !== 'function') throw new TypeError(`the module exports no function ${name}`);
    return this.call(/** @type {() => void} */ (entry));
  }
}

/** @param {Preview1Config} config */
const createState = ({ args = [], env = {}, clocks = {}, random = {} }) => ({
  memory: new GuestMemory(),
  table: new DescriptorTable(),
  exit: new Exit(),
  args,
  env: Symbol.iterator in env ? [...env] : Object.entries(env).filter(([, value]) => value !== undefined),
  monotonic: clocks.monotonic ?? clock.monotonic,
  wall: clocks.wall ?? clock.wall,
  fillRandom: random.fill ?? fillRandom,
});

/** @typedef {ReturnType<typeof createState>} State */

/**
 * @param {import('@jco/preview2-shim/internal/filesystem/preopens.js').Preopen} preopen
 */
function preopened({ guest, mount, readOnly }) {
  const descriptor = new FileDescriptor(mount.root.retain(), { read: true, write: false }, !readOnly);
  descriptor.preopened = encode(guest);
  return descriptor;
}

/** @param {State} state */
function functions(state) {
  const fd = fdFunctions(state);
  const all = {
    ...environmentFunctions(state),
    ...clockFunctions(state),
    ...fd,
    ...pathFunctions(state),
    ...pollFunctions(state),
    ...procFunctions(state),
    ...sockFunctions(state, fd),
  };
  return Object.fromEntries(Object.entries(all).map(([name, call]) => [name, answering(call, state.exit)]));
}

/**
 * The function that a guest calls: it answers with an error number, where ours throws.
 * @param {(...args: any[]) => void} call
 * @param {Exit} exit
 * @returns {(...args: any[]) => number}
 */
const answering = (call, exit) => (...args) => {
  try {
    call(...args);
    return 0;
  } catch (thrown) {
    if (exit.is(thrown)) throw thrown;
    return errno(thrown);
  }
};
