// What a directory has, as it was when a guest began to read it: cookies are places in that list.

/** @typedef {import('@jco/preview2-shim/internal/filesystem/handle.js').Handle} Handle */
/** @typedef {import('@jco/preview2-shim/internal/filesystem/handle.js').DirectoryEntry} DirectoryEntry */
/** @typedef {{ entries: DirectoryEntry[], inode: (name: string) => bigint }} Listing */

/**
 * @param {Handle} directory
 * @returns {Listing}
 */
export function listDirectory(directory) {
  const entries = directory.list();
  entries.unshift({ name: '.', type: 'directory' }, { name: '..', type: 'directory' });
  return { entries, inode: (name) => inodeOf(directory, name) };
}

/**
 * What lies above a directory is none of the guest's business: `..` has the number of the directory itself.
 * @param {Handle} directory
 * @param {string} name
 */
function inodeOf(directory, name) {
  if (name === '.' || name === '..') return directory.stat().inode;
  try {
    return directory.statAt(name).inode;
  } catch (code) {
    // It has been removed since.
    if (code === 'no-entry') return 0n;
    throw code;
  }
}
