// path_*

import * as paths from '@jco/preview2-shim/internal/filesystem/paths.js';
import { APPEND, DSYNC, NONBLOCK, RSYNC, SYNC } from './descriptor.js';
import { FileDescriptor } from './file.js';
import { encode } from './memory.js';
import * as rights from './rights.js';
import { setFilestat, timesOf, typeOf } from './values.js';

/** @typedef {import('@jco/preview2-shim/internal/filesystem/handle.js').OpenHow} OpenHow */
/** @typedef {import('./index.js').State} State */

const FOLLOW = 1;

const CREATE = 1;
const DIRECTORY = 2;
const EXCLUSIVE = 4;
const TRUNCATE = 8;

const ALL_FLAGS = APPEND | DSYNC | NONBLOCK | RSYNC | SYNC;

/** @param {State} state */
export const pathFunctions = (state) => ({
  ...opening(state),
  ...metadata(state),
  ...links(state),
  ...names(state),
});

/** @param {State} state */
const opening = ({ memory, table }) => ({
  /**
   * @type {(fd: number, lookup: number, address: number, length: number, how: number, base: bigint,
   *   inheriting: bigint, flags: number, result: number) => void}
   */
  path_open(fd, lookup, address, length, how, wanted, inheriting, flags, result) {
    const parent = base(table, fd, neededToOpen(how));
    const isMutable = parent instanceof FileDescriptor && parent.isMutable;
    const access = accessOf(rights.known(wanted), parent.inheriting);
    const open = openHow(how, access, flags);
    const directory = open.write || open.create ? parent.mutableDirectory : parent.directory;
    memory.need(result >>> 0, 4);
    const handle = paths.open(directory, text(memory, address, length), open, (lookup & FOLLOW) !== 0);
    const opened = new FileDescriptor(handle, access, isMutable, flags);
    parent.bequeath(opened);
    memory.setU32(result >>> 0, table.insert(opened));
  },
});

/** @param {State} state */
const metadata = ({ memory, table }) => ({
  /** @type {(fd: number, flags: number, address: number, length: number, result: number) => void} */
  path_filestat_get(fd, flags, address, length, result) {
    const { directory } = base(table, fd, rights.PATH_FILESTAT_GET);
    const stat = paths.stat(directory, text(memory, address, length), (flags & FOLLOW) !== 0);
    setFilestat(memory, result >>> 0, typeOf(stat), stat);
  },

  /**
   * @type {(fd: number, flags: number, address: number, length: number, accessed: bigint, modified: bigint,
   *   which: number) => void}
   */
  path_filestat_set_times(fd, flags, address, length, accessed, modified, which) {
    const { mutableDirectory } = base(table, fd, rights.PATH_FILESTAT_SET_TIMES);
    const times = timesOf(accessed, modified, which);
    paths.setTimes(mutableDirectory, text(memory, address, length), (flags & FOLLOW) !== 0, ...times);
  },
});

/** @param {State} state */
const links = ({ memory, table }) => ({
  /**
   * @type {(fd: number, flags: number, address: number, length: number, newFd: number, newAddress: number,
   *   newLength: number) => void}
   */
  path_link(fd, flags, address, length, newFd, newAddress, newLength) {
    const from = base(table, fd, rights.PATH_LINK_SOURCE).mutableDirectory;
    const to = base(table, newFd, rights.PATH_LINK_TARGET).mutableDirectory;
    if ((flags & FOLLOW) !== 0) throw 'invalid';
    paths.link(from, text(memory, address, length), to, text(memory, newAddress, newLength));
  },

  /** @type {(target: number, targetLength: number, fd: number, address: number, length: number) => void} */
  path_symlink(target, targetLength, fd, address, length) {
    const { mutableDirectory } = base(table, fd, rights.PATH_SYMLINK);
    paths.symlink(text(memory, target, targetLength), mutableDirectory, text(memory, address, length));
  },

  /** @type {(fd: number, address: number, length: number, buffer: number, size: number, result: number) => void} */
  path_readlink(fd, address, length, buffer, size, result) {
    const { directory } = base(table, fd, rights.PATH_READLINK);
    const target = encode(paths.readlink(directory, text(memory, address, length)));
    const fitting = target.length <= size >>> 0 ? target : target.subarray(0, size >>> 0);
    memory.slice(buffer >>> 0, fitting.length).set(fitting);
    memory.setU32(result >>> 0, fitting.length);
  },
});

/** @param {State} state */
const names = ({ memory, table }) => ({
  /** @type {(fd: number, address: number, length: number) => void} */
  path_create_directory(fd, address, length) {
    const { mutableDirectory } = base(table, fd, rights.PATH_CREATE_DIRECTORY);
    paths.createDirectory(mutableDirectory, text(memory, address, length));
  },

  /** @type {(fd: number, address: number, length: number) => void} */
  path_remove_directory(fd, address, length) {
    const { mutableDirectory } = base(table, fd, rights.PATH_REMOVE_DIRECTORY);
    paths.removeDirectory(mutableDirectory, text(memory, address, length));
  },

  /** @type {(fd: number, address: number, length: number) => void} */
  path_unlink_file(fd, address, length) {
    const { mutableDirectory } = base(table, fd, rights.PATH_UNLINK_FILE);
    paths.unlink(mutableDirectory, text(memory, address, length));
  },

  /**
   * @type {(fd: number, address: number, length: number, newFd: number, newAddress: number,
   *   newLength: number) => void}
   */
  path_rename(fd, address, length, newFd, newAddress, newLength) {
    const from = base(table, fd, rights.PATH_RENAME_SOURCE).mutableDirectory;
    const to = base(table, newFd, rights.PATH_RENAME_TARGET).mutableDirectory;
    paths.rename(from, text(memory, address, length), to, text(memory, newAddress, newLength));
  },
});

/**
 * The directory that a path is to be looked up in.
 * @param {State['table']} table
 * @param {number} fd
 * @param {number} right
 */
function base(table, fd, right) {
  const descriptor = table.get(fd);
  descriptor.need(right);
  return descriptor;
}

/**
 * @param {State['memory']} memory
 * @param {number} address
 * @param {number} length
 */
const text = (memory, address, length) => memory.string(address >>> 0, length >>> 0);

/** @param {number} how */
function neededToOpen(how) {
  if ((how & TRUNCATE) !== 0) return rights.PATH_FILESTAT_SET_SIZE;
  return (how & CREATE) !== 0 ? rights.PATH_CREATE_FILE : rights.PATH_OPEN;
}

/**
 * @param {number} wanted
 * @param {number} inheritable
 */
function accessOf(wanted, inheritable) {
  const access = wanted & (rights.FD_READ | rights.FD_WRITE);
  if ((access & ~inheritable) !== 0) throw 'not-capable';
  return { read: (access & rights.FD_READ) !== 0, write: (access & rights.FD_WRITE) !== 0 };
}

/**
 * @param {number} how
 * @param {{ read: boolean, write: boolean }} access
 * @param {number} flags
 * @returns {OpenHow}
 */
function openHow(how, { read, write }, flags) {
  const isDirectory = (how & DIRECTORY) !== 0;
  if ((flags & ~ALL_FLAGS) !== 0 || (isDirectory && (how & ~DIRECTORY) !== 0)) throw 'invalid';
  if (isDirectory && write) throw 'is-directory';
  const truncate = (how & TRUNCATE) !== 0;
  return {
    read: read || !write,
    write: write || truncate,
    create: (how & CREATE) !== 0,
    exclusive: (how & EXCLUSIVE) !== 0,
    truncate,
    directory: isDirectory,
    sync: (flags & (SYNC | RSYNC)) !== 0 ? 'file' : (flags & DSYNC) !== 0 ? 'data' : 'none',
  };
}
