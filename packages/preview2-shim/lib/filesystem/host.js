// Files of the host. A directory's names are reached through its descriptor, so that nothing done elsewhere, at the
// same time, can lead a name out of it; where the host has no such way, by paths that are checked again before each use.

import * as files from '#platform/files.js';
import { filesystemCode } from '../core/errors.js';
import { Handle } from './handle.js';
import { entryType, fileType, nativeEntries, toStat } from './host-stat.js';
import { setExactly, times } from './host-times.js';

/** @typedef {import('./handle.js').NewTime} NewTime */
/** @typedef {import('./handle.js').OpenHow} OpenHow */

const { O_APPEND, O_CREAT, O_DIRECTORY, O_DSYNC, O_EXCL, O_NOCTTY, O_NOFOLLOW, O_PATH } = files.flags;
const { O_RDONLY, O_RDWR, O_SYNC, O_TRUNC, O_WRONLY } = files.flags;

/** Descriptors that stay open when all handles of a directory tree are gone: their component ended without closing. */
const forgotten = new FinalizationRegistry(closeOpen);

/** @param {boolean[]} isOpen */
function closeOpen(isOpen) {
  isOpen.forEach((open, fd) => open && files.close(fd));
  isOpen.length = 0;
}

/** The descriptors that one directory tree has open, which are closed with it at the latest. */
export class OpenFiles {
  /** @type {boolean[]} by descriptor, which is faster than a set of them */
  #isOpen = [];
  #isClosed = false;

  constructor() {
    forgotten.register(this, this.#isOpen);
  }

  /** @param {number} fd */
  add(fd) {
    this.#isOpen[fd] = true;
    return fd;
  }

  /** @param {number} fd */
  close(fd) {
    if (!this.#isOpen[fd]) return;
    this.#isOpen[fd] = false;
    files.close(fd);
  }

  closeAll() {
    this.#isClosed = true;
    closeOpen(this.#isOpen);
  }

  /** Makes sure that descriptors still are what they were: closed ones mean something else as soon as they are reused. */
  check() {
    if (this.#isClosed) throw 'bad-descriptor';
  }
}

export class HostHandle extends Handle {
  #fd;
  #open;
  #sync;
  #root;
  /** @type {string | undefined} */
  #prefix;
  /** @type {import('./handle.js').FileType | undefined} what is open does not change it */
  #type;
  /** @type {boolean | undefined} */
  #isDirectory;

  /**
   * @param {number} fd
   * @param {OpenFiles} open the tree's, which `fd` is among
   * @param {OpenHow['sync']} sync
   * @param {string} [root] for a root that no one can move away: its real path, with a separator behind
   */
  constructor(fd, open, sync, root) {
    super();
    this.#fd = fd;
    this.#open = open;
    this.#sync = sync;
    this.#root = root;
  }

  get openFiles() {
    return this.#open;
  }

  /**
   * The host path for a name in this directory.
   * @param {string} name
   */
  child(name) {
    this.#open.check();
    this.#prefix ??= this.#root ?? `${files.descriptorPath(this.#fd)}/`;
    return this.#prefix + name;
  }

  anchor() {
    this.#root = this.#prefix = undefined;
  }

  close() {
    this.#open.close(this.#fd);
  }

  stat() {
    return attempt(() => toStat(files.fstat(this.#openFd())));
  }

  type() {
    return (this.#type ??= attempt(() => fileType(files.fstatMode(this.#openFd()))));
  }

  isDirectory() {
    return (this.#isDirectory ??= this.#type === undefined ? this.#asksForDirectory() : this.#type === 'directory');
  }

  /**
   * @param {Uint8Array} buffer
   * @param {number} length
   * @param {number} position
   */
  read(buffer, length, position) {
    try {
      return files.read(this.#openFd(), buffer, 0, length, position);
    } catch (error) {
      throw filesystemCode(error);
    }
  }

  /**
   * @param {Uint8Array} bytes
   * @param {number} position
   */
  write(bytes, position) {
    try {
      return files.write(this.#openFd(), bytes, 0, bytes.length, position);
    } catch (error) {
      throw filesystemCode(error);
    }
  }

  appender() {
    const path = files.descriptorPath(this.#openFd());
    try {
      const fd = files.open(path, O_WRONLY | O_APPEND | O_NOCTTY | syncFlags(this.#sync));
      return new HostHandle(this.#open.add(fd), this.#open, this.#sync);
    } catch {
      return new Appender(this.retain());
    }
  }

  /** @param {number} size */
  truncate(size) {
    attempt(() => files.ftruncate(this.#openFd(), size));
  }

  /**
   * @param {NewTime} accessed
   * @param {NewTime} modified
   */
  setTimes(accessed, modified) {
    // On Linux this path is the open file.
    if (setExactly(files.descriptorPath(this.#openFd()), true, accessed, modified)) return;
    const [atime, mtime] = times(accessed, modified, () => this.stat());
    attempt(() => files.futimes(this.#openFd(), atime, mtime));
  }

  /** @param {'data' | 'file'} what */
  sync(what) {
    attempt(() => (what === 'data' ? files.fdatasync : files.fsync)(this.#openFd()));
  }

  list() {
    const read = files.native.readDirectory?.(this.child('.'));
    // A file system that does not tell types has them asked for by Node.
    if (read && !read.types.includes(0)) return nativeEntries(read);
    const entries = attempt(() => files.readdir(this.child('.'), { withFileTypes: true }));
    return entries.map((entry) => ({ name: this.#checkedName(entry.name), type: entryType(entry) }));
  }

  /** @param {string} name */
  enter(name) {
    return new HostHandle(this.openAt(name, O_PATH | O_DIRECTORY | O_NOFOLLOW), this.#open, 'none');
  }

  /** @param {string[]} names */
  enterAll(names) {
    if (this.#root === undefined) return undefined;
    const path = this.child(names.join('/'));
    let directory;
    try {
      directory = new HostHandle(this.#open.add(files.open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW)), this.#open, 'none');
      // Had there been a link on the way, the directory would have another path.
      if (directory.#path() === path) return directory;
    } catch {
      // Something is missing or no directory.
    }
    directory?.release();
    return undefined;
  }

  /**
   * @param {string} name
   * @param {OpenHow} how
   * @returns {HostHandle}
   */
  open(name, how) {
    return new HostHandle(this.openAt(name, openFlags(how)), this.#open, how.sync);
  }

  /** @param {string} name */
  statAt(name) {
    let stats;
    try {
      stats = files.lstat(this.child(name));
    } catch (error) {
      throw filesystemCode(error);
    }
    if (stats === undefined) throw this.#whyMissing();
    return toStat(stats);
  }

  /** @param {string} name */
  readlinkAt(name) {
    const target = attempt(() => files.readlink(this.child(name), 'buffer'));
    if (files.isWindows) return portableTarget(target.toString());
    utf8 ??= new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    try {
      return utf8.decode(target);
    } catch {
      throw 'illegal-byte-sequence';
    }
  }

  /**
   * @param {string} name
   * @param {NewTime} accessed
   * @param {NewTime} modified
   */
  setTimesAt(name, accessed, modified) {
    if (setExactly(this.child(name), false, accessed, modified)) return;
    const [atime, mtime] = times(accessed, modified, () => this.statAt(name));
    attempt(() => files.lutimes(this.child(name), atime, mtime));
  }

  /** @param {string} name */
  createDirectoryAt(name) {
    attempt(() => files.mkdir(this.child(name)));
  }

  /** @param {string} name */
  removeDirectoryAt(name) {
    attempt(() => files.rmdir(this.child(name)));
  }

  /** @param {string} name */
  unlinkAt(name) {
    try {
      files.unlink(this.child(name));
    } catch (error) {
      const code = filesystemCode(error);
      // What systems other than Linux say of a directory.
      if (code === 'not-permitted' && this.statAt(name).type === 'directory') throw 'is-directory';
      throw code;
    }
  }

  /**
   * @param {string} target
   * @param {string} name
   */
  symlinkAt(target, name) {
    attempt(() => files.symlink(target, this.child(name)));
  }

  /**
   * @param {string} name
   * @param {Handle} directory
   * @param {string} newName
   */
  linkAt(name, directory, newName) {
    if (!(directory instanceof HostHandle)) throw 'cross-device';
    attempt(() => files.link(this.child(name), directory.child(newName)));
  }

  /**
   * @param {string} name
   * @param {Handle} directory
   * @param {string} newName
   */
  renameAt(name, directory, newName) {
    if (!(directory instanceof HostHandle)) throw 'cross-device';
    attempt(() => files.rename(this.child(name), directory.child(newName)));
  }

  /**
   * @param {string} name
   * @param {number} flags
   */
  openAt(name, flags) {
    try {
      return this.#open.add(files.open(this.child(name), flags));
    } catch (error) {
      const code = filesystemCode(error);
      // Asked for a directory, Linux says of a link only that it is none. A directory was a link a moment ago.
      const mayBeLink = code === 'not-directory' && ['symbolic-link', 'directory'].includes(this.statAt(name).type);
      throw mayBeLink ? 'loop' : code;
    }
  }

  #openFd() {
    this.#open.check();
    return this.#fd;
  }

  /** A read that no file reaches fails on a directory alone, and takes half the time of asking for its metadata. */
  #asksForDirectory() {
    try {
      files.read(this.#openFd(), untouched, 0, 1, Number.MAX_SAFE_INTEGER);
      return false;
    } catch (error) {
      return filesystemCode(error) === 'is-directory' || this.type() === 'directory';
    }
  }

  /** Where this directory is at the moment. */
  #path() {
    return files.readlink(files.descriptorPath(this.#fd));
  }

  /** Node does not tell a missing name from a name asked of what is no directory. */
  #whyMissing() {
    return this.type() === 'directory' ? 'no-entry' : 'not-directory';
  }

  /**
   * Node gives names as text. One that is not, comes with a replacement character, and names nothing.
   * @param {string} name
   */
  #checkedName(name) {
    if (!name.includes('\uFFFD')) return name;
    return attempt(() => files.lstat(this.child(name))) === undefined ? undefined : name;
  }
}

/** Appends by asking for the end before each write: another writer in between may be overwritten. */
class Appender extends Handle {
  #file;

  /** @param {HostHandle} file */
  constructor(file) {
    super();
    this.#file = file;
  }

  /** @param {Uint8Array} bytes */
  write(bytes) {
    return this.#file.write(bytes, Number(this.#file.stat().size));
  }

  close() {
    this.#file.release();
  }
}

/** For a byte that is not there. */
const untouched = new Uint8Array(1);

/** @type {TextDecoder | undefined} */
let utf8;

/**
 * @template T
 * @param {() => T} call
 */
function attempt(call) {
  try {
    return call();
  } catch (error) {
    throw filesystemCode(error);
  }
}

/** @param {OpenHow['sync']} sync */
const syncFlags = (sync) => (sync === 'none' ? 0 : sync === 'data' ? O_DSYNC : O_SYNC);

/** @param {OpenHow} how */
export function openFlags({ read, write, create, exclusive, truncate, directory, sync }) {
  return (
    O_NOFOLLOW |
    O_NOCTTY |
    (write ? (read ? O_RDWR : O_WRONLY) : O_RDONLY) |
    (create ? O_CREAT : 0) |
    (create && exclusive ? O_EXCL : 0) |
    (truncate ? O_TRUNC : 0) |
    (directory ? O_DIRECTORY : 0) |
    syncFlags(sync)
  );
}

/**
 * A link's target on Windows, in the notation of WASI.
 * @param {string} target
 */
function portableTarget(target) {
  if (/^([A-Za-z]:|[\\/])/.test(target)) throw 'not-permitted';
  return target.replaceAll('\\', '/');
}
