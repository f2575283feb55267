/**
 * What a server of wasi:http components is made of. Its shapes follow what `jco serve` needs, and may change between
 * minor versions.
 */
import type { types } from '@jco/preview2-shim/http';

export { WASIShim } from '@jco/preview2-shim/instantiation';
export { ComponentExit } from '@jco/preview2-shim/cli';

export type Fields = types.Fields;
export type IncomingRequest = types.IncomingRequest;
export type OutgoingResponse = types.OutgoingResponse;
export type ResponseOutparam = types.ResponseOutparam;
export type Method = types.Method;
export type ErrorCode = { tag: string; val?: unknown };

/** Where the bytes of an input stream come from. */
export interface Source {
  /** At most `length` bytes, none if none are there yet; undefined at the end. */
  read(length: number): Uint8Array | undefined;
  ready?(): boolean;
  /** Whether `changes` grows when it may have become ready. */
  wakes?: boolean;
  close?(): void;
}

/** Where the bytes of an output stream go. */
export interface Sink {
  write(bytes: Uint8Array): void;
  capacity?(): number;
  flush?(): void;
  ready?(): boolean;
  wakes?: boolean;
}

export type Entry = [name: string, value: Uint8Array];

export interface Body {
  source: Source;
  trailers: {
    ready(): boolean;
    wakes?: boolean;
    outcome(): { tag: 'ok'; val: Entry[] | undefined } | { tag: 'err'; val: ErrorCode } | undefined;
  };
}

export interface RequestHead {
  method: Method;
  pathWithQuery: string | undefined;
  scheme: { tag: 'HTTP' | 'HTTPS' } | { tag: 'other'; val: string } | undefined;
  authority: string | undefined;
  /** A function where they are not worth making unless asked for. */
  headers: Entry[] | (() => Entry[]);
}

export function incomingRequest(head: RequestHead, body: Body): IncomingRequest;

/** Names and values in turns, a character for each byte. */
export function flatten(fields: Fields): string[];

export function unflatten(flat: string[]): Entry[];

export interface Responder {
  respond(result: { tag: 'ok'; val: OutgoingResponse } | { tag: 'err'; val: ErrorCode }): void;
  inform?(status: number, headers: Fields): void;
}

export function responseOutparam(responder: Responder): ResponseOutparam;

/** The host's end of a body that goes out. */
export interface BodyReader {
  state(): 'open' | 'finished' | 'aborted';
  trailers(): Fields | undefined;
  /** What has been written so far, once. */
  take(): Uint8Array;
  /** Says where all goes that is still to come of an open body. */
  attach(target: { sink: Sink; finish: (trailers: Fields | undefined) => void; abort: () => void }): void;
}

export function responseContent(response: OutgoingResponse): { headers: Fields; body: BodyReader };

/** The word this thread sleeps on while a guest waits. */
export const changes: Int32Array;

/** Has two functions called each time this thread stops to wait: before it does, and after. */
export function aroundWaiting(before: () => void, after: () => void): void;

export const EMPTY: Uint8Array;

/** Bytes from one thread to another through shared memory. */
export class Ring {
  constructor(words: Int32Array, put: number, taken: number, bytes: Uint8Array);
  get size(): number;
  get filled(): number;
  get free(): number;
  get end(): number;
  get start(): number;
  get cells(): Int32Array;
  fill(start: number, bytes: Uint8Array): void;
  view(start: number, length: number): Uint8Array;
  room(length: number): Uint8Array;
  take(count: number): void;
  put(count: number): void;
  write(bytes: Uint8Array): number;
}
