// The platforms that have a native package, and what Rust calls them.

/**
 * @typedef {object} Target
 * @property {string} rust
 * @property {NodeJS.Platform} os
 * @property {string} cpu
 * @property {'glibc' | 'musl'} [libc]
 */

/** By the end of the package's name. @type {Readonly<Record<string, Target>>} */
export const targets = Object.freeze({
  'linux-x64-gnu': { rust: 'x86_64-unknown-linux-gnu', os: 'linux', cpu: 'x64', libc: 'glibc' },
  'linux-x64-musl': { rust: 'x86_64-unknown-linux-musl', os: 'linux', cpu: 'x64', libc: 'musl' },
  'linux-arm64-gnu': { rust: 'aarch64-unknown-linux-gnu', os: 'linux', cpu: 'arm64', libc: 'glibc' },
  'linux-arm64-musl': { rust: 'aarch64-unknown-linux-musl', os: 'linux', cpu: 'arm64', libc: 'musl' },
  'darwin-x64': { rust: 'x86_64-apple-darwin', os: 'darwin', cpu: 'x64' },
  'darwin-arm64': { rust: 'aarch64-apple-darwin', os: 'darwin', cpu: 'arm64' },
  'win32-x64-msvc': { rust: 'x86_64-pc-windows-msvc', os: 'win32', cpu: 'x64' },
  'win32-arm64-msvc': { rust: 'aarch64-pc-windows-msvc', os: 'win32', cpu: 'arm64' },
});

/** The target of this machine. */
export function hostTarget() {
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  const libc = process.platform !== 'linux' ? undefined : header.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
  const found = Object.entries(targets).find(([, target]) => {
    return target.os === process.platform && target.cpu === process.arch && target.libc === libc;
  });
  if (found === undefined) throw new Error(`there is no native package for ${process.platform}-${process.arch}`);
  return found[0];
}
