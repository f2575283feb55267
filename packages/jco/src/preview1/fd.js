// fd_*

import { BufferLists } from './buffer-lists.js';
import { writeEntries } from './directory-listing.js';
import * as rights from './rights.js';
import { positionOf, setFilestat, timesOf } from './values.js';

/** @typedef {import('./descriptor.js').Descriptor} Descriptor */
/** @typedef {import('./index.js').State} State */

const FDSTAT_SIZE = 24;
const LAST_ADVICE = 5;

/** @param {State} state */
export const fdFunctions = (state) => ({
  ...transfers(state),
  ...positions(state),
  ...status(state),
  ...metadata(state),
  ...directories(state),
  ...ends(state),
});

/**
 * What moves bytes.
 * @param {State} state
 */
function transfers({ memory, table }) {
  const lists = new BufferLists(memory);
  return {
    /** @type {(fd: number, list: number, count: number, result: number) => void} */
    fd_read(fd, list, count, result) {
      const descriptor = table.get(fd);
      descriptor.need(rights.FD_READ);
      memory.setU32(result >>> 0, lists.scatter(descriptor, list >>> 0, count >>> 0));
    },

    /** @type {(fd: number, list: number, count: number, offset: bigint, result: number) => void} */
    fd_pread(fd, list, count, offset, result) {
      const descriptor = table.get(fd);
      descriptor.need(rights.FD_READ);
      memory.setU32(result >>> 0, lists.scatter(descriptor, list >>> 0, count >>> 0, positionOf(offset)));
    },

    /** @type {(fd: number, list: number, count: number, result: number) => void} */
    fd_write(fd, list, count, result) {
      const descriptor = table.get(fd);
      descriptor.need(rights.FD_WRITE);
      memory.setU32(result >>> 0, lists.gather(descriptor, list >>> 0, count >>> 0));
    },

    /** @type {(fd: number, list: number, count: number, offset: bigint, result: number) => void} */
    fd_pwrite(fd, list, count, offset, result) {
      const descriptor = table.get(fd);
      descriptor.need(rights.FD_WRITE);
      memory.setU32(result >>> 0, lists.gather(descriptor, list >>> 0, count >>> 0, positionOf(offset)));
    },
  };
}

/**
 * Where in a file its bytes go, and how many there are.
 * @param {State} state
 */
const positions = ({ memory, table }) => ({
  /** @type {(fd: number, offset: bigint, whence: number, result: number) => void} */
  fd_seek(fd, offset, whence, result) {
    const descriptor = table.get(fd);
    descriptor.need(rights.FD_SEEK);
    memory.setU64(result >>> 0, BigInt(descriptor.seek(offset, whence >>> 0)));
  },

  /** @type {(fd: number, result: number) => void} */
  fd_tell(fd, result) {
    const descriptor = table.get(fd);
    descriptor.need(rights.FD_TELL);
    memory.setU64(result >>> 0, BigInt(descriptor.tell()));
  },

  /** @type {(fd: number, offset: bigint, length: bigint) => void} */
  fd_allocate(fd, offset, length) {
    const descriptor = table.get(fd);
    descriptor.need(rights.FD_ALLOCATE);
    if (length === 0n) throw 'invalid';
    descriptor.allocate(positionOf(offset) + positionOf(length));
  },

  /** @type {(fd: number, offset: bigint, length: bigint, advice: number) => void} */
  fd_advise(fd, offset, length, advice) {
    const descriptor = table.get(fd);
    descriptor.need(rights.FD_ADVISE);
    if (advice >>> 0 > LAST_ADVICE) throw 'invalid';
    positionOf(offset);
    positionOf(length);
    // Node has no way to pass it on.
    descriptor.advise();
  },
});

/**
 * What a descriptor is and may do.
 * @param {State} state
 */
const status = ({ memory, table }) => ({
  /** @type {(fd: number, result: number) => void} */
  fd_fdstat_get(fd, result) {
    const descriptor = table.get(fd);
    const { type, flags, base, inheriting } = descriptor;
    const at = result >>> 0;
    memory.need(at, FDSTAT_SIZE);
    const { view } = memory;
    view.setUint16(at, type, true);
    view.setUint16(at + 2, flags, true);
    view.setUint32(at + 4, 0, true);
    view.setUint32(at + 8, base, true);
    view.setUint32(at + 12, 0, true);
    view.setUint32(at + 16, inheriting, true);
    view.setUint32(at + 20, 0, true);
  },

  /** @type {(fd: number, flags: number) => void} */
  fd_fdstat_set_flags(fd, flags) {
    const descriptor = table.get(fd);
    descriptor.need(rights.FD_FDSTAT_SET_FLAGS);
    descriptor.setFlags(flags);
  },

  /** @type {(fd: number, base: bigint, inheriting: bigint) => void} */
  fd_fdstat_set_rights(fd, base, inheriting) {
    table.get(fd).restrict(rights.known(base), rights.known(inheriting));
  },
});

/**
 * What is known of the open thing.
 * @param {State} state
 */
const metadata = ({ memory, table }) => ({
  /** @type {(fd: number, result: number) => void} */
  fd_filestat_get(fd, result) {
    const descriptor = table.get(fd);
    descriptor.need(rights.FD_FILESTAT_GET);
    setFilestat(memory, result >>> 0, descriptor.type, descriptor.stat());
  },

  /** @type {(fd: number, size: bigint) => void} */
  fd_filestat_set_size(fd, size) {
    const descriptor = table.get(fd);
    descriptor.need(rights.FD_FILESTAT_SET_SIZE);
    descriptor.truncate(positionOf(size));
  },

  /** @type {(fd: number, accessed: bigint, modified: bigint, flags: number) => void} */
  fd_filestat_set_times(fd, accessed, modified, flags) {
    const descriptor = table.get(fd);
    descriptor.need(rights.FD_FILESTAT_SET_TIMES);
    descriptor.setTimes(...timesOf(accessed, modified, flags));
  },
});

/**
 * Directories, and those that the guest begins with.
 * @param {State} state
 */
const directories = ({ memory, table }) => ({
  /** @type {(fd: number, buffer: number, length: number, cookie: bigint, result: number) => void} */
  fd_readdir(fd, buffer, length, cookie, result) {
    const descriptor = table.get(fd);
    descriptor.need(rights.FD_READDIR);
    const target = memory.slice(buffer >>> 0, length >>> 0);
    const listing = descriptor.list(cookie === 0n);
    memory.setU32(result >>> 0, writeEntries(listing, Number(BigInt.asUintN(64, cookie)), target));
  },

  /** @type {(fd: number, result: number) => void} */
  fd_prestat_get(fd, result) {
    const name = preopenedName(table.get(fd));
    // The tag: a directory, which is all there is.
    memory.setU32(result >>> 0, 0);
    memory.setU32((result >>> 0) + 4, name.length);
  },

  /** @type {(fd: number, path: number, length: number) => void} */
  fd_prestat_dir_name(fd, path, length) {
    const name = preopenedName(table.get(fd));
    if (length >>> 0 < name.length) throw 'name-too-long';
    memory.slice(path >>> 0, name.length).set(name);
  },
});

/**
 * What ends or is kept.
 * @param {State} state
 */
const ends = ({ table }) => ({
  /** @type {(fd: number) => void} */
  fd_close(fd) {
    table.close(fd);
  },

  /** @type {(from: number, to: number) => void} */
  fd_renumber(from, to) {
    table.renumber(from, to);
  },

  /** @type {(fd: number) => void} */
  fd_sync(fd) {
    const descriptor = table.get(fd);
    descriptor.need(rights.FD_SYNC);
    descriptor.sync('file');
  },

  /** @type {(fd: number) => void} */
  fd_datasync(fd) {
    const descriptor = table.get(fd);
    descriptor.need(rights.FD_DATASYNC);
    descriptor.sync('data');
  },
});

/** @param {Descriptor} descriptor */
function preopenedName({ preopened }) {
  if (preopened === undefined) throw 'bad-descriptor';
  return preopened;
}
