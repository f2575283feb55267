import type { types } from './http.js';

type Entry = [name: string, value: Uint8Array];

type Outcome<T> = { tag: 'ok'; val: T } | { tag: 'err'; val: types.ErrorCode };

/** What will be known: `outcome` is undefined until it is. `wakes`: the port tells when that may be. */
export interface Pending<T> {
  ready(): boolean;
  outcome(): Outcome<T> | undefined;
  wakes?: boolean;
}

/** Where bytes come from: none if none are there yet, undefined at the end. Never waits. */
export interface Source {
  read(length: number): Uint8Array | undefined;
  ready?(): boolean;
  wakes?: boolean;
  close?(): void;
}

/** Where bytes go. `write` takes all it is given, which is at most `capacity`, and must not keep it. */
export interface Sink {
  write(bytes: Uint8Array): void;
  capacity?(): number;
  flush?(): void;
  ready?(): boolean;
  wakes?: boolean;
}

export interface RequestHead {
  method: types.Method;
  pathWithQuery: string | undefined;
  scheme: types.Scheme | undefined;
  authority: string | undefined;
  /** A function where they are not worth making unless asked for. What belongs to the connection is left out. */
  headers: Entry[] | (() => Entry[]);
}

export interface Body {
  source: Source;
  /** Looking for them passes over what has not been read of the source. */
  trailers: Pending<Entry[] | undefined>;
  /** The guest is done with it all, whether it has come or not. */
  close?(): void;
}

/** The host's end of a response: one of `respond` and `drop` is called, once, unless the guest traps. */
export interface Responder {
  respond(result: Outcome<types.OutgoingResponse>): void;
  inform?(status: number, headers: types.Fields): void;
  drop?(): void;
}

/** Where a body goes: its bytes, and how it ends. */
export interface BodyTarget {
  sink: Sink;
  finish(trailers: types.Fields | undefined): void;
  /** The body is not whole, and must not look as if it were. */
  abort(): void;
}

export interface BodyReader {
  /** What content-length says. */
  declared: bigint | undefined;
  written(): bigint;
  state(): 'open' | 'finished' | 'aborted';
  /** Once it is finished. */
  trailers(): types.Fields | undefined;
  /** What has been written so far, once; before `attach`. */
  take(): Uint8Array;
  /** For all that is still to come of an open body. */
  attach(target: BodyTarget): void;
  /** Called when the guest wants the body to move on, until there is a target. */
  onDemand(listener: () => void): void;
}

export declare function incomingRequest(head: RequestHead, body: Body): types.IncomingRequest;
export declare function responseOutparam(responder: Responder): types.ResponseOutparam;
export declare function outgoingContent(message: types.OutgoingResponse): { headers: types.Fields; body: BodyReader };
export declare function settled<T>(outcome: Outcome<T>): Pending<T>;

export declare function methodOf(name: string): types.Method;
/** Names and values in turns, a character for each byte, as in `rawHeaders` of Node. */
export declare function flatten(fields: types.Fields): string[];
export declare function unflatten(flat: string[]): Entry[];

/** The code for an error of the host. */
export declare function errorCodeOf(thrown: unknown): types.ErrorCode;
/** The same, to be thrown by a source or a sink. */
export declare function httpIoError(thrown: unknown): unknown;
/** The status with which to answer in place of a response. */
export declare function statusOf(code: types.ErrorCode): number;
