/// <reference lib="esnext.disposable" />

/** wasi:io/error */
export declare namespace error {
  class Error {
    private constructor();
    toDebugString(): string;
  }
}

/** wasi:io/poll */
export declare namespace poll {
  class Pollable {
    private constructor();
    ready(): boolean;
    block(): void;
    [Symbol.dispose](): void;
  }

  /** Waits until at least one is ready, and tells the indices of all that are. */
  function poll(pollables: Pollable[]): Uint32Array;
}

/** wasi:io/streams */
export declare namespace streams {
  type StreamError = { tag: 'last-operation-failed'; val: error.Error } | { tag: 'closed' };

  /** The lists it returns are views that the next call of anything in this package may overwrite. */
  class InputStream {
    private constructor();
    read(length: bigint): Uint8Array;
    blockingRead(length: bigint): Uint8Array;
    skip(length: bigint): bigint;
    blockingSkip(length: bigint): bigint;
    subscribe(): poll.Pollable;
    [Symbol.dispose](): void;
  }

  class OutputStream {
    private constructor();
    checkWrite(): bigint;
    write(contents: Uint8Array): void;
    blockingWriteAndFlush(contents: Uint8Array): void;
    flush(): void;
    blockingFlush(): void;
    subscribe(): poll.Pollable;
    writeZeroes(length: bigint): void;
    blockingWriteZeroesAndFlush(length: bigint): void;
    splice(source: InputStream, length: bigint): bigint;
    blockingSplice(source: InputStream, length: bigint): bigint;
    [Symbol.dispose](): void;
  }
}
