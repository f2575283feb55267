// What a descriptor needs of a file system. Host directories and memory implement it; so may anything else.
//
// A handle is an open file, directory or whatever else lies there. Names are single path components: never empty, never
// `..`, without `/` and NUL; `.` is the directory itself. No operation follows a symbolic link. What goes wrong is
// thrown as a WASI filesystem error code.

/**
 * Times are nanoseconds since 1970.
 * @typedef {object} Stat
 * @property {FileType} type
 * @property {bigint} device
 * @property {bigint} inode
 * @property {bigint} links
 * @property {bigint} size
 * @property {bigint} accessed
 * @property {bigint} modified
 * @property {bigint} changed
 */

/**
 * @typedef {'unknown' | 'block-device' | 'character-device' | 'directory' | 'fifo' | 'symbolic-link' | 'regular-file'
 *   | 'socket'} FileType
 */

/**
 * `name` is undefined where it is no text, `inode` where it takes another look.
 * @typedef {{ name: string | undefined, type: FileType, inode?: bigint }} DirectoryEntry
 */

/**
 * How to open. With neither `read` nor `write`, what is there may be passed through or asked for its metadata.
 * @typedef {object} OpenHow
 * @property {boolean} read
 * @property {boolean} write
 * @property {boolean} create
 * @property {boolean} exclusive
 * @property {boolean} truncate
 * @property {boolean} directory fail unless it is a directory
 * @property {'none' | 'data' | 'file'} sync what each write waits for
 */

/** A time to set: nanoseconds since 1970, the present, or leave what is there. */
/** @typedef {bigint | 'now' | 'no-change'} NewTime */

/**
 * Handles are counted: a descriptor and the streams made from it share one, and the last to let go closes it.
 *
 * Every operation of this class fails. That makes it what a closed descriptor holds, and a file system need not
 * implement what it does not have.
 */
export class Handle {
  #holders = 1;

  /** @returns {this} */
  retain() {
    this.#holders++;
    return this;
  }

  release() {
    if (--this.#holders === 0) this.close();
  }

  close() {}

  /** Tells a root directory that its own name may come to mean something else: only the open directory counts. */
  anchor() {}

  // The open thing itself.

  /** @returns {Stat} */
  stat() {
    throw 'bad-descriptor';
  }

  /** @returns {FileType} */
  type() {
    return this.stat().type;
  }

  /** The part of `type` that a reader needs, which can be had for less. */
  isDirectory() {
    return this.type() === 'directory';
  }

  /**
   * @param {Uint8Array} buffer
   * @param {number} length
   * @param {number} position
   * @returns {number} how many bytes, 0 at the end
   */
  read(buffer, length, position) {
    throw 'bad-descriptor';
  }

  /**
   * @param {Uint8Array} bytes
   * @param {number} position
   * @returns {number} how many bytes
   */
  write(bytes, position) {
    throw 'bad-descriptor';
  }

  /**
   * Something whose `write` appends to this file, wherever its end is by then.
   * @returns {Handle}
   */
  appender() {
    throw 'bad-descriptor';
  }

  /** @param {number} size */
  truncate(size) {
    throw 'bad-descriptor';
  }

  /**
   * @param {NewTime} accessed
   * @param {NewTime} modified
   */
  setTimes(accessed, modified) {
    throw 'bad-descriptor';
  }

  /** @param {'data' | 'file'} what */
  sync(what) {
    throw 'bad-descriptor';
  }

  /** @returns {DirectoryEntry[]} without `.` and `..` */
  list() {
    throw 'bad-descriptor';
  }

  // What a directory has under a name.

  /**
   * Opens a directory to pass through it.
   * @param {string} name
   * @returns {Handle} throws `loop` for a symbolic link
   */
  enter(name) {
    throw 'bad-descriptor';
  }

  /**
   * Opens a directory several steps away, if that is cheaper than to take them one by one.
   * @param {string[]} names
   * @returns {Handle | undefined} undefined also if anything is unusual: the single steps will tell what
   */
  enterAll(names) {
    return undefined;
  }

  /**
   * @param {string} name
   * @param {OpenHow} how
   * @returns {Handle} throws `loop` for a symbolic link
   */
  open(name, how) {
    throw 'bad-descriptor';
  }

  /**
   * @param {string} name
   * @returns {Stat}
   */
  statAt(name) {
    throw 'bad-descriptor';
  }

  /**
   * @param {string} name
   * @returns {string}
   */
  readlinkAt(name) {
    throw 'bad-descriptor';
  }

  /**
   * @param {string} name
   * @param {NewTime} accessed
   * @param {NewTime} modified
   */
  setTimesAt(name, accessed, modified) {
    throw 'bad-descriptor';
  }

  /** @param {string} name */
  createDirectoryAt(name) {
    throw 'bad-descriptor';
  }

  /** @param {string} name */
  removeDirectoryAt(name) {
    throw 'bad-descriptor';
  }

  /** @param {string} name */
  unlinkAt(name) {
    throw 'bad-descriptor';
  }

  /**
   * @param {string} target
   * @param {string} name
   */
  symlinkAt(target, name) {
    throw 'bad-descriptor';
  }

  /**
   * @param {string} name
   * @param {Handle} directory throws `cross-device` for one of another file system
   * @param {string} newName
   */
  linkAt(name, directory, newName) {
    throw 'bad-descriptor';
  }

  /**
   * @param {string} name
   * @param {Handle} directory throws `cross-device` for one of another file system
   * @param {string} newName
   */
  renameAt(name, directory, newName) {
    throw 'bad-descriptor';
  }
}
