/// <reference lib="esnext.disposable" />
import type { wallClock } from './clocks.js';
import type { error, streams } from './io.js';

/** wasi:filesystem/types */
export declare namespace types {
  type DescriptorType =
    | 'unknown'
    | 'block-device'
    | 'character-device'
    | 'directory'
    | 'fifo'
    | 'symbolic-link'
    | 'regular-file'
    | 'socket';

  type ErrorCode =
    | 'access'
    | 'would-block'
    | 'already'
    | 'bad-descriptor'
    | 'busy'
    | 'deadlock'
    | 'quota'
    | 'exist'
    | 'file-too-large'
    | 'illegal-byte-sequence'
    | 'in-progress'
    | 'interrupted'
    | 'invalid'
    | 'io'
    | 'is-directory'
    | 'loop'
    | 'too-many-links'
    | 'message-size'
    | 'name-too-long'
    | 'no-device'
    | 'no-entry'
    | 'no-lock'
    | 'insufficient-memory'
    | 'insufficient-space'
    | 'not-directory'
    | 'not-empty'
    | 'not-recoverable'
    | 'unsupported'
    | 'no-tty'
    | 'no-such-device'
    | 'overflow'
    | 'not-permitted'
    | 'pipe'
    | 'read-only'
    | 'invalid-seek'
    | 'text-file-busy'
    | 'cross-device';

  type Advice = 'normal' | 'sequential' | 'random' | 'will-need' | 'dont-need' | 'no-reuse';

  type NewTimestamp = { tag: 'no-change' } | { tag: 'now' } | { tag: 'timestamp'; val: wallClock.Datetime };

  interface DescriptorFlags {
    read?: boolean;
    write?: boolean;
    fileIntegritySync?: boolean;
    dataIntegritySync?: boolean;
    requestedWriteSync?: boolean;
    mutateDirectory?: boolean;
  }

  interface PathFlags {
    symlinkFollow?: boolean;
  }

  interface OpenFlags {
    create?: boolean;
    directory?: boolean;
    exclusive?: boolean;
    truncate?: boolean;
  }

  interface DescriptorStat {
    type: DescriptorType;
    linkCount: bigint;
    size: bigint;
    dataAccessTimestamp?: wallClock.Datetime;
    dataModificationTimestamp?: wallClock.Datetime;
    statusChangeTimestamp?: wallClock.Datetime;
  }

  interface DirectoryEntry {
    type: DescriptorType;
    name: string;
  }

  interface MetadataHashValue {
    lower: bigint;
    upper: bigint;
  }

  class Descriptor {
    private constructor();
    readViaStream(offset: bigint): streams.InputStream;
    writeViaStream(offset: bigint): streams.OutputStream;
    appendViaStream(): streams.OutputStream;
    advise(offset: bigint, length: bigint, advice: Advice): void;
    syncData(): void;
    getFlags(): DescriptorFlags;
    getType(): DescriptorType;
    setSize(size: bigint): void;
    setTimes(accessed: NewTimestamp, modified: NewTimestamp): void;
    /** The list returned is a view that the next call of anything in this package may overwrite. */
    read(length: bigint, offset: bigint): [Uint8Array, boolean];
    write(buffer: Uint8Array, offset: bigint): bigint;
    readDirectory(): DirectoryEntryStream;
    sync(): void;
    createDirectoryAt(path: string): void;
    stat(): DescriptorStat;
    statAt(pathFlags: PathFlags, path: string): DescriptorStat;
    setTimesAt(pathFlags: PathFlags, path: string, accessed: NewTimestamp, modified: NewTimestamp): void;
    linkAt(oldPathFlags: PathFlags, oldPath: string, newDescriptor: Descriptor, newPath: string): void;
    openAt(pathFlags: PathFlags, path: string, openFlags: OpenFlags, flags: DescriptorFlags): Descriptor;
    readlinkAt(path: string): string;
    removeDirectoryAt(path: string): void;
    renameAt(oldPath: string, newDescriptor: Descriptor, newPath: string): void;
    symlinkAt(target: string, path: string): void;
    unlinkFileAt(path: string): void;
    isSameObject(other: Descriptor): boolean;
    metadataHash(): MetadataHashValue;
    metadataHashAt(pathFlags: PathFlags, path: string): MetadataHashValue;
    [Symbol.dispose](): void;
  }

  class DirectoryEntryStream {
    private constructor();
    readDirectoryEntry(): DirectoryEntry | undefined;
    [Symbol.dispose](): void;
  }

  function filesystemErrorCode(err: error.Error): ErrorCode | undefined;
}

/** wasi:filesystem/preopens */
export declare namespace preopens {
  function getDirectories(): [types.Descriptor, string][];
}

/** A directory tree that a guest may be given: what `hostDirectory`, `memfs` and `opfs` make. */
export interface Mount {
  readonly root: object;
  readonly readOnly?: boolean;
  readonly path?: string;
}

/** A directory for the guest. */
export type PreopenConfig =
  | string
  | URL
  | Mount
  | { path: string | URL; readOnly?: boolean }
  | { mount: Mount; readOnly?: boolean };

export interface FilesystemConfig {
  /** What the guest has, by the paths it knows it by. */
  preopens?: Record<string, PreopenConfig>;
}

export interface Filesystem extends Disposable {
  types: typeof types;
  preopens: typeof preopens;
}

/** Interfaces of their own, apart from those that plain imports share. */
export declare function createFilesystem(config?: FilesystemConfig): Filesystem;

/** A directory of the host. */
export declare function hostDirectory(path: string | URL, options?: { readOnly?: boolean }): Mount;

// What plain imports share:

export declare function _setPreopens(preopens: Record<string, PreopenConfig>): void;
export declare function _addPreopen(guest: string, config: PreopenConfig): void;
export declare function _clearPreopens(): void;
export declare function _getPreopens(): [types.Descriptor, string][];
export declare function _createPreopenDescriptor(config: PreopenConfig): types.Descriptor;

/**
 * Lends native functions, which `jco run` has, and the addon with them: without, times of files are as exact as Node's,
 * a quarter of a microsecond, and hop limit and buffer sizes of TCP sockets are remembered, but not set.
 */
export declare function _useNative(functions: object, path?: string): void;
