// What the host tells of files, in the words of WASI.

/** @typedef {import('./handle.js').Stat} Stat */

const TYPE_BITS = 12;
const TYPE_MASK = 0o17;

/**
 * By the type bits of a mode.
 * @type {import('./handle.js').FileType[]}
 */
const fileTypes = Array(TYPE_MASK + 1).fill('unknown');
fileTypes[0o01] = 'fifo';
fileTypes[0o02] = 'character-device';
fileTypes[0o04] = 'directory';
fileTypes[0o06] = 'block-device';
fileTypes[0o10] = 'regular-file';
fileTypes[0o12] = 'symbolic-link';
fileTypes[0o14] = 'socket';

/** @param {number} mode */
export const fileType = (mode) => fileTypes[(mode >> TYPE_BITS) & TYPE_MASK];

/**
 * @param {import('node:fs').BigIntStats} stats
 * @returns {Stat}
 */
export const toStat = (stats) => ({
  type: fileType(Number(stats.mode)),
  device: stats.dev,
  inode: stats.ino,
  links: stats.nlink,
  size: stats.size,
  accessed: stats.atimeNs,
  modified: stats.mtimeNs,
  changed: stats.ctimeNs,
});

/**
 * @param {NonNullable<ReturnType<import('#platform/files.js').ReadDirectory>>} read
 * @returns {import('./handle.js').DirectoryEntry[]}
 */
export function nativeEntries({ names, types, inodes }) {
  const all = names.split('/');
  return Array.from(inodes, (inode, index) => {
    return { name: all[index] || undefined, type: fileTypes[types[index] & TYPE_MASK], inode };
  });
}

/**
 * @param {import('node:fs').Dirent} entry
 * @returns {import('./handle.js').FileType}
 */
export function entryType(entry) {
  if (entry.isFile()) return 'regular-file';
  if (entry.isDirectory()) return 'directory';
  if (entry.isSymbolicLink()) return 'symbolic-link';
  if (entry.isFIFO()) return 'fifo';
  if (entry.isSocket()) return 'socket';
  if (entry.isCharacterDevice()) return 'character-device';
  return entry.isBlockDevice() ? 'block-device' : 'unknown';
}
