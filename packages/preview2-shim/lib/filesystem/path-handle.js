// Host files where a directory cannot be reached through its descriptor (anything but Linux). A directory is kept as
// its path, and before each use every step of that path, from the root on, is checked to be the directory it was.
// Between the check and the use another process can still put a link in its place.

import * as files from '#platform/files.js';
import { HostHandle, openFlags } from './host.js';
import { toStat } from './host-stat.js';

/** @typedef {import('./handle.js').OpenHow} OpenHow */
/** @typedef {Pick<import('./handle.js').Stat, 'device' | 'inode'>} Identity */

const NO_DESCRIPTOR = -1;

export class PathHandle extends HostHandle {
  #fd;
  #path;
  #parent;
  #identity;

  /**
   * @param {number} fd
   * @param {import('./host.js').OpenFiles} open
   * @param {string} path
   * @param {Identity} identity
   * @param {OpenHow['sync']} sync
   * @param {PathHandle} [parent] absent for a root
   */
  constructor(fd, open, path, { device, inode }, sync, parent) {
    super(fd, open, sync);
    this.#fd = fd;
    this.#path = path;
    this.#parent = parent;
    this.#identity = { device, inode };
  }

  /** @param {string} name */
  child(name) {
    if (files.isWindows && !isWindowsName(name)) throw 'invalid';
    this.#check();
    return this.#path.endsWith(files.separator) ? this.#path + name : this.#path + files.separator + name;
  }

  /** @param {string} name */
  enter(name) {
    const stat = this.statAt(name);
    if (stat.type === 'symbolic-link') throw 'loop';
    if (stat.type !== 'directory') throw 'not-directory';
    return new PathHandle(NO_DESCRIPTOR, this.openFiles, this.child(name), stat, 'none', this);
  }

  /**
   * @param {string} name
   * @param {OpenHow} how
   */
  open(name, how) {
    const before = this.#statIfThere(name);
    if (before?.type === 'symbolic-link' && !(how.create && how.exclusive)) throw 'loop';
    if (how.directory && before !== undefined && before.type !== 'directory') throw 'not-directory';
    const path = this.child(name);
    const fd = this.openAt(name, openFlags(how));
    const stat = toStat(files.fstat(fd));
    const handle = new PathHandle(fd, this.openFiles, path, stat, how.sync, this);
    if (before === undefined || isSame(before, stat)) return handle;
    handle.release();
    throw 'loop';
  }

  /**
   * @param {string} name
   * @param {import('./handle.js').Handle} directory
   * @param {string} newName
   */
  linkAt(name, directory, newName) {
    // Some systems follow a link that is to be linked to.
    if (this.statAt(name).type === 'symbolic-link') throw 'unsupported';
    super.linkAt(name, directory, newName);
  }

  stat() {
    if (this.#fd !== NO_DESCRIPTOR) return super.stat();
    const stats = files.lstat(this.#path);
    if (stats === undefined) throw 'no-entry';
    return toStat(stats);
  }

  type() {
    return this.stat().type;
  }

  /** @param {string} name */
  #statIfThere(name) {
    try {
      return this.statAt(name);
    } catch (code) {
      if (code === 'no-entry') return undefined;
      throw code;
    }
  }

  /** Makes sure that this path and all above it, up to the root, still are what was opened. */
  #check() {
    for (let handle = /** @type {PathHandle} */ (this); handle.#parent !== undefined; handle = handle.#parent) {
      const stats = files.lstat(handle.#path);
      if (stats === undefined || !isSame(toStat(stats), handle.#identity)) throw 'no-entry';
      if (!stats.isDirectory()) throw 'not-directory';
    }
  }
}

/**
 * @param {Identity} one
 * @param {Identity} other
 */
const isSame = (one, other) => one.device === other.device && one.inode === other.inode;

/**
 * Whether Windows takes a name for just that: no path, no drive, no stream of a file, no device.
 * @param {string} name
 */
export function isWindowsName(name) {
  if (name === '.') return true;
  if (/[<>:"|?*\\/\x00-\x1f]|[. ]$/.test(name)) return false;
  return !/^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)/i.test(name);
}
