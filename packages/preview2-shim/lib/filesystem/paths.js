// What is at a path below an open directory: each operation walks there, and does its work in the directory where the
// walk ends. None asks whether the tree may be changed: that is for whoever calls. Most paths are a single name, which is
// no way to walk unless it turns out to be a link.

import { Walk, isName } from './walk.js';

/** @typedef {import('./handle.js').Handle} Handle */
/** @typedef {import('./handle.js').NewTime} NewTime */
/** @typedef {import('./handle.js').OpenHow} OpenHow */

/**
 * @param {Handle} base
 * @param {string} path
 * @param {OpenHow} how
 * @param {boolean} follow whether a link that the path ends at is followed
 * @returns {Handle}
 */
export function open(base, path, how, follow) {
  if (isName(path)) {
    try {
      return base.open(path, how);
    } catch (code) {
      if (code !== 'loop' || !follow) throw code;
    }
  }
  const walk = new Walk(base, path);
  try {
    return openAlong(walk, how, follow);
  } finally {
    walk.leave();
  }
}

/**
 * @param {Handle} base
 * @param {string} path
 * @param {boolean} follow
 */
export function stat(base, path, follow) {
  if (isName(path)) {
    const stat = base.statAt(path);
    if (stat.type !== 'symbolic-link' || !follow) return stat;
  }
  const walk = new Walk(base, path);
  try {
    return find(walk, follow);
  } finally {
    walk.leave();
  }
}

/**
 * @param {Handle} base
 * @param {string} path
 * @param {boolean} follow
 * @param {NewTime} accessed
 * @param {NewTime} modified
 */
export function setTimes(base, path, follow, accessed, modified) {
  const walk = new Walk(base, path);
  try {
    find(walk, follow);
    walk.directory.setTimesAt(walk.name, accessed, modified);
  } finally {
    walk.leave();
  }
}

/**
 * @param {Handle} base
 * @param {string} path
 */
export function readlink(base, path) {
  const walk = new Walk(base, path);
  try {
    if (walk.namesDirectory) find(walk, true);
    const target = walk.directory.readlinkAt(walk.name);
    if (target.startsWith('/')) throw 'not-permitted';
    return target;
  } finally {
    walk.leave();
  }
}

/**
 * @param {Handle} base
 * @param {string} path
 */
export function createDirectory(base, path) {
  const walk = new Walk(base, path);
  try {
    walk.directory.createDirectoryAt(walk.name);
  } finally {
    walk.leave();
  }
}

/**
 * @param {Handle} base
 * @param {string} path
 */
export function removeDirectory(base, path) {
  const walk = new Walk(base, path);
  try {
    walk.directory.removeDirectoryAt(walk.name);
  } finally {
    walk.leave();
  }
}

/**
 * @param {Handle} base
 * @param {string} path
 */
export function unlink(base, path) {
  const walk = new Walk(base, path);
  try {
    needDirectoryIfNamed(walk);
    walk.directory.unlinkAt(walk.name);
  } finally {
    walk.leave();
  }
}

/**
 * @param {string} target
 * @param {Handle} base
 * @param {string} path
 */
export function symlink(target, base, path) {
  if (target === '') throw 'no-entry';
  if (target.startsWith('/')) throw 'not-permitted';
  if (target.includes('\0')) throw 'invalid';
  const walk = new Walk(base, path);
  try {
    refuseNewDirectory(walk);
    walk.directory.symlinkAt(target, walk.name);
  } finally {
    walk.leave();
  }
}

/**
 * @param {Handle} oldBase
 * @param {string} oldPath
 * @param {Handle} newBase
 * @param {string} newPath
 */
export function link(oldBase, oldPath, newBase, newPath) {
  const from = new Walk(oldBase, oldPath);
  try {
    if (from.namesDirectory) find(from, true);
    const to = new Walk(newBase, newPath);
    try {
      refuseNewDirectory(to);
      from.directory.linkAt(from.name, to.directory, to.name);
    } finally {
      to.leave();
    }
  } finally {
    from.leave();
  }
}

/**
 * @param {Handle} oldBase
 * @param {string} oldPath
 * @param {Handle} newBase
 * @param {string} newPath
 */
export function rename(oldBase, oldPath, newBase, newPath) {
  const from = new Walk(oldBase, oldPath);
  try {
    const to = new Walk(newBase, newPath);
    try {
      needDirectoryIfNamed(from, to.namesDirectory);
      from.directory.renameAt(from.name, to.directory, to.name);
    } finally {
      to.leave();
    }
  } finally {
    from.leave();
  }
}

/**
 * Opens where the walk ends, after any links there.
 * @param {Walk} walk
 * @param {OpenHow} how
 * @param {boolean} follow
 */
function openAlong(walk, how, follow) {
  for (;;) {
    if (walk.namesDirectory && how.create) throw 'is-directory';
    try {
      return walk.directory.open(walk.name, walk.namesDirectory ? { ...how, directory: true } : how);
    } catch (code) {
      if (code !== 'loop' || !(follow || walk.namesDirectory)) throw code;
    }
    walk.follow();
  }
}

/**
 * Looks at what is where the walk ends, after any links there if they are to be followed.
 * @param {Walk} walk
 * @param {boolean} follow
 */
function find(walk, follow) {
  for (;;) {
    const stat = walk.directory.statAt(walk.name);
    if (stat.type === 'symbolic-link' && (follow || walk.namesDirectory)) {
      walk.follow();
      continue;
    }
    if (walk.namesDirectory && stat.type !== 'directory') throw 'not-directory';
    return stat;
  }
}

/**
 * A name to be taken away or moved may end in a slash only if it is a directory's.
 * @param {Walk} walk
 * @param {boolean} named
 */
function needDirectoryIfNamed(walk, named = false) {
  if (!walk.namesDirectory && !named) return;
  if (walk.directory.statAt(walk.name).type !== 'directory') throw 'not-directory';
}

/**
 * A name for what will not be a directory must not end in a slash.
 * @param {Walk} walk
 */
function refuseNewDirectory(walk) {
  if (!walk.namesDirectory) return;
  walk.directory.statAt(walk.name);
  throw 'exist';
}
