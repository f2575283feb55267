import type { Mount } from './filesystem.js';

/** What is in a directory at the start: text or bytes for a file, more of the same for a directory. Keys may be paths. */
export interface MemoryContents {
  [path: string]: string | Uint8Array | MemoryContents;
}

export interface MemoryMount extends Mount {
  /** A copy of every file, by path. */
  files(): Record<string, Uint8Array>;
}

/** A directory tree in memory, to be preopened. `limit` is the most bytes its files may have in all. */
export declare function memfs(contents?: MemoryContents, options?: { readOnly?: boolean; limit?: number }): MemoryMount;
