// Native functions that this package does not bring along, and works without: `jco` has them in its addon.

/**
 * Sets both times to the nanosecond, which Node cannot: its times are floating-point seconds. Each is given as seconds
 * and nanoseconds; without nanoseconds, seconds above zero mean the present, others leave what is there. Tells whether
 * it was done.
 * @typedef {(path: string, follow: boolean, accessedSeconds: number, accessedNanoseconds: number | undefined,
 *   modifiedSeconds: number, modifiedNanoseconds: number | undefined) => boolean} SetTimes
 */

/**
 * Reads a directory with the inodes that Node leaves out. Each name has a slash behind it, and is empty if it is no
 * text; types are the type bits of modes, shifted to the right by twelve, or 0. Nothing if it cannot be done.
 * @typedef {(path: string) => { names: string, types: Uint8Array, inodes: BigUint64Array } | null} ReadDirectory
 */

/**
 * Sets an option of the socket that a descriptor is, if there is a value; tells what it then is.
 * @typedef {'hop-limit-4' | 'hop-limit-6' | 'receive-buffer-size' | 'send-buffer-size' | 'keep-alive-count'
 *   | 'keep-alive-interval'} SocketOptionName
 * @typedef {(fd: number, option: SocketOptionName, value?: number) => number | null} SocketOption
 */

/** @typedef {{ setTimes?: SetTimes, readDirectory?: ReadDirectory, socketOption?: SocketOption }} Native */

/** @type {Native} */
export let native = {};

/**
 * The addon that has those functions, for the worker, which has to load it again.
 * @type {string | undefined}
 */
export let addon;

/**
 * @param {Native} functions
 * @param {string} [path] where the addon is that has them
 */
export function useNative(functions, path) {
  native = functions;
  addon = path;
}
