import type { Mount } from './filesystem.js';

/** A directory of the browser, read when it was mounted. What a guest changes is kept by `flush` and `close`. */
export interface StoredMount extends Mount, AsyncDisposable {
  /** A copy of every file, by path: as the guest has them. */
  files(): Record<string, Uint8Array>;
  /**
   * Writes back what has changed. A guest's own `sync` begins to, and in a worker of a cross-origin isolated page ends
   * when it is done. What could not be written is tried again by the next call.
   */
  flush(): Promise<void>;
  /** Writes back what has changed, and ends the thread that helps a worker. */
  close(): Promise<void>;
}

export interface StoredOptions {
  readOnly?: boolean;
  /** The most bytes that its files may have in all: 1 GiB, and in a worker what is there besides. */
  limit?: number;
}

/**
 * A directory of the origin's private file system, which is made if it is not there. Without a path it is the whole of it.
 * Throws a `StorageError` with the code `E0720` where there is none.
 */
export declare function opfs(path?: string, options?: StoredOptions): Promise<StoredMount>;

/** A directory that a handle stands for: of `showDirectoryPicker()`, of a drop, or of the private file system. */
export declare function directoryMount(handle: FileSystemDirectoryHandle, options?: StoredOptions): Promise<StoredMount>;
