// What goes wrong, and how it is said: WASI error values, traps, and one table from host errors to WASI error codes.

/**
 * A trap: the error a guest cannot catch. Thrown by the functions whose WIT says that they trap.
 * @param {string} message
 */
export const trap = (message) => new WebAssembly.RuntimeError(message);

/** Thrown by `wasi:cli/exit`: unwinds the component, and tells whoever called it the exit code. */
export class ComponentExit extends Error {
  exitError = true;

  /** @param {number} code */
  constructor(code) {
    super(`the component exited with code ${code}`);
    this.name = 'ComponentExit';
    this.code = code;
  }
}

/** Thrown where a component has to wait, and neither this thread nor the component can be stopped. */
export class WouldWait extends Error {
  constructor() {
    super(
      'the component waits (for a clock, a poll or a blocking read), and a page cannot: run it in a worker of a ' +
        'cross-origin isolated page, or transpile it for JSPI (--async-mode=jspi)',
    );
    this.name = 'WouldWait';
    this.code = 'E0505';
  }
}

/**
 * What is known about an error in the words of each package that may be asked about it.
 * @typedef {{ filesystem?: string, network?: string, http?: { tag: string, val?: unknown } }} ErrorCodes
 */

const create = Symbol('create');

/**
 * What an io error is in the words of each package. Guests and users see `toDebugString` alone.
 * @type {(error: IoError) => ErrorCodes}
 */
export let errorCodes;

/** `wasi:io/error`'s `error`. Not a JavaScript error: it is a value that WASI functions return. */
export class IoError {
  #message;
  #codes;

  /**
   * @param {symbol} key
   * @param {string} message
   * @param {ErrorCodes} codes
   */
  constructor(key, message, codes) {
    if (key !== create) throw new TypeError('an io error is made by what fails, not by its constructor');
    this.#message = message;
    this.#codes = codes;
  }

  toDebugString() {
    return this.#message;
  }

  static {
    errorCodes = (error) => error.#codes;
  }
}

/**
 * @param {string} message
 * @param {ErrorCodes} [codes]
 */
export const ioError = (message, codes = {}) => new IoError(create, message, codes);

/**
 * The io error behind whatever a source, a sink or a file threw; undefined when that is no failure of I/O but a bug
 * or a value that already has the shape WASI wants.
 * @param {unknown} thrown
 * @returns {IoError | undefined}
 */
export function toIoError(thrown) {
  if (thrown instanceof IoError) return thrown;
  if (typeof thrown === 'string') return ioError(thrown, { filesystem: thrown });
  if (!isHostError(thrown)) return undefined;
  const [filesystem, network] = hostErrors.get(thrown.code) ?? unknownHostError;
  return ioError(thrown.message, { filesystem, network });
}

/**
 * Whether what a sink threw says that the other side has gone: no failure, but an end.
 * @param {unknown} thrown
 */
export const isBrokenPipe = (thrown) => isHostError(thrown) && thrown.code === 'EPIPE';

/**
 * The `wasi:filesystem` error code for an error of the host; any other error is thrown on.
 * @param {unknown} thrown
 * @returns {string}
 */
export function filesystemCode(thrown) {
  if (!isHostError(thrown)) throw thrown;
  return (hostErrors.get(thrown.code) ?? unknownHostError)[0];
}

/**
 * The `wasi:sockets` error code for an error of the host; any other error is thrown on.
 * @param {unknown} thrown
 * @returns {string}
 */
export function networkCode(thrown) {
  if (!isHostError(thrown)) throw thrown;
  return (hostErrors.get(thrown.code) ?? unknownHostError)[1];
}

/**
 * @param {unknown} thrown
 * @returns {thrown is Error & { code: string }}
 */
function isHostError(thrown) {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return false;
  return hostErrors.has(thrown.code) || 'errno' in thrown;
}

/** @type {[filesystem: string, network: string]} */
const unknownHostError = ['io', 'unknown'];

/**
 * Host error names, with the code each has in `wasi:filesystem` and in `wasi:sockets`.
 * @type {Map<string, [filesystem: string, network: string]>}
 */
const hostErrors = new Map(Object.entries({
  EACCES: ['access', 'access-denied'],
  EADDRINUSE: ['busy', 'address-in-use'],
  EADDRNOTAVAIL: ['no-such-device', 'address-not-bindable'],
  EAFNOSUPPORT: ['unsupported', 'not-supported'],
  EAGAIN: ['would-block', 'would-block'],
  EAI_AGAIN: ['would-block', 'temporary-resolver-failure'],
  EAI_FAIL: ['io', 'permanent-resolver-failure'],
  EAI_MEMORY: ['insufficient-memory', 'out-of-memory'],
  EALREADY: ['already', 'concurrency-conflict'],
  EBADF: ['bad-descriptor', 'invalid-state'],
  EBUSY: ['busy', 'unknown'],
  ECONNABORTED: ['io', 'connection-aborted'],
  ECONNREFUSED: ['io', 'connection-refused'],
  ECONNRESET: ['io', 'connection-reset'],
  EDEADLK: ['deadlock', 'unknown'],
  EDESTADDRREQ: ['invalid', 'invalid-argument'],
  EDQUOT: ['quota', 'unknown'],
  EEXIST: ['exist', 'unknown'],
  EFBIG: ['file-too-large', 'unknown'],
  EHOSTUNREACH: ['io', 'remote-unreachable'],
  EILSEQ: ['illegal-byte-sequence', 'unknown'],
  EINPROGRESS: ['in-progress', 'concurrency-conflict'],
  EINTR: ['interrupted', 'unknown'],
  EINVAL: ['invalid', 'invalid-argument'],
  EIO: ['io', 'unknown'],
  EISCONN: ['invalid', 'invalid-state'],
  EISDIR: ['is-directory', 'unknown'],
  ELOOP: ['loop', 'unknown'],
  EMFILE: ['insufficient-memory', 'new-socket-limit'],
  EMLINK: ['too-many-links', 'unknown'],
  EMSGSIZE: ['message-size', 'datagram-too-large'],
  ENAMETOOLONG: ['name-too-long', 'invalid-argument'],
  ENETDOWN: ['io', 'remote-unreachable'],
  ENETUNREACH: ['io', 'remote-unreachable'],
  ENFILE: ['insufficient-memory', 'new-socket-limit'],
  ENOBUFS: ['insufficient-memory', 'out-of-memory'],
  ENODEV: ['no-device', 'unknown'],
  ENOENT: ['no-entry', 'unknown'],
  ENOLCK: ['no-lock', 'unknown'],
  ENOMEM: ['insufficient-memory', 'out-of-memory'],
  ENOSPC: ['insufficient-space', 'unknown'],
  ENOSYS: ['unsupported', 'not-supported'],
  ENOTCONN: ['pipe', 'invalid-state'],
  ENOTDIR: ['not-directory', 'unknown'],
  ENOTEMPTY: ['not-empty', 'unknown'],
  ENOTFOUND: ['no-entry', 'name-unresolvable'],
  ENOTRECOVERABLE: ['not-recoverable', 'unknown'],
  ENOTSUP: ['unsupported', 'not-supported'],
  ENOTTY: ['no-tty', 'unknown'],
  ENXIO: ['no-such-device', 'unknown'],
  EOPNOTSUPP: ['unsupported', 'not-supported'],
  EOVERFLOW: ['overflow', 'unknown'],
  EPERM: ['not-permitted', 'access-denied'],
  EPIPE: ['pipe', 'connection-reset'],
  EROFS: ['read-only', 'access-denied'],
  ESPIPE: ['invalid-seek', 'unknown'],
  ETIMEDOUT: ['io', 'timeout'],
  ETXTBSY: ['text-file-busy', 'unknown'],
  EXDEV: ['cross-device', 'unknown'],
  // Node's own checks: its permission model, a NUL in a path, a number that is out of range.
  ERR_ACCESS_DENIED: ['access', 'access-denied'],
  ERR_INVALID_ARG_VALUE: ['invalid', 'invalid-argument'],
  ERR_OUT_OF_RANGE: ['invalid', 'invalid-argument'],
}));
