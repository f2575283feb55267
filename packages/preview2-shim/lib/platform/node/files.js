// The host's files: the synchronous system calls a file system needs, and a way to reach a directory by its descriptor.

import { constants, fstatSync, lstatSync, readlinkSync } from 'node:fs';

export {
  closeSync as close,
  fdatasyncSync as fdatasync,
  fsyncSync as fsync,
  ftruncateSync as ftruncate,
  futimesSync as futimes,
  linkSync as link,
  lutimesSync as lutimes,
  mkdirSync as mkdir,
  openSync as open,
  readSync as read,
  readdirSync as readdir,
  readlinkSync as readlink,
  realpathSync as realpath,
  renameSync as rename,
  rmdirSync as rmdir,
  symlinkSync as symlink,
  unlinkSync as unlink,
  writeSync as write,
} from 'node:fs';

export { native, useNative } from './native.js';

/** @typedef {import('./native.js').ReadDirectory} ReadDirectory */
/** @typedef {import('./native.js').SetTimes} SetTimes */

export const isWindows = process.platform === 'win32';
export const separator = isWindows ? '\\' : '/';

// Node does not name this flag of Linux.
const LINUX_O_PATH = 0o10000000;

/** What Windows does not have is 0. */
export const flags = {
  O_APPEND: constants.O_APPEND,
  O_CREAT: constants.O_CREAT,
  O_DIRECTORY: constants.O_DIRECTORY ?? 0,
  O_DSYNC: constants.O_DSYNC ?? constants.O_SYNC ?? 0,
  O_EXCL: constants.O_EXCL,
  O_NOCTTY: constants.O_NOCTTY ?? 0,
  O_NOFOLLOW: constants.O_NOFOLLOW ?? 0,
  O_PATH: process.platform === 'linux' ? LINUX_O_PATH : 0,
  O_RDONLY: constants.O_RDONLY,
  O_RDWR: constants.O_RDWR,
  O_SYNC: constants.O_SYNC ?? 0,
  O_TRUNC: constants.O_TRUNC,
  O_WRONLY: constants.O_WRONLY,
};

const exact = Object.freeze({ bigint: true });
const exactOrNothing = Object.freeze({ bigint: true, throwIfNoEntry: false });

/** @param {number} fd */
export const fstat = (fd) => fstatSync(fd, exact);

/** @param {number} fd */
export const fstatMode = (fd) => fstatSync(fd).mode;

/**
 * Without following a link.
 * @param {string} path
 */
export const lstat = (path) => lstatSync(path, exactOrNothing);

/** @type {string | undefined} */
let descriptors;

/**
 * A path that leads to whatever a descriptor has open, wherever that has been moved to: Linux's substitute for the
 * calls Node lacks (openat and its kin).
 * @param {number} fd
 */
export function descriptorPath(fd) {
  descriptors ??= descriptorDirectory();
  return descriptors + fd;
}

/** The process's number instead of `self` saves the kernel a fifth of the time, if `/proc` numbers processes as we do. */
function descriptorDirectory() {
  try {
    if (readlinkSync('/proc/self') === String(process.pid)) return `/proc/${process.pid}/fd/`;
  } catch {
    // There is no /proc, and whoever asks will find out.
  }
  return '/proc/self/fd/';
}

/**
 * Whether `descriptorPath` leads anywhere on this host.
 * @param {number} directory the descriptor of any directory
 */
export function hasDescriptorPaths(directory) {
  if (process.platform !== 'linux') return false;
  try {
    const there = lstat(`${descriptorPath(directory)}/.`);
    const here = fstat(directory);
    return there !== undefined && there.dev === here.dev && there.ino === here.ino;
  } catch {
    // Node's permission model keeps us out.
    return false;
  }
}
