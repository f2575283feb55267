/**
 * What a fetch handler of wasi:http components is made of. Its shapes follow what `toFetchHandler` of jco needs, and may
 * change between minor versions.
 */
export { ComponentExit } from '@jco/preview2-shim/cli';
export { WASIShim } from '@jco/preview2-shim/instantiation';
export {
  EMPTY,
  flatten,
  incomingRequest,
  responseContent,
  responseOutparam,
  unflatten,
} from '@jco/preview2-shim/server';
export type {
  Body,
  BodyReader,
  Entry,
  ErrorCode,
  Fields,
  IncomingRequest,
  Method,
  OutgoingResponse,
  RequestHead,
  Responder,
  ResponseOutparam,
  Sink,
  Source,
} from '@jco/preview2-shim/server';

/** Thrown where a component has to wait and cannot. */
export class WouldWait extends Error {
  readonly code: 'E0505';
}

/** What fields hold, if that is more than the guest may be given. */
export function excess(flat: string[]): number | undefined;

/** The bytes of text in UTF-8, as text with a character for each. */
export function octets(text: string): string;

/** What a source or sink throws for an error of the host. */
export function httpIoError(error: unknown): unknown;

/** Tells whoever waits that something has changed. */
export function changed(): void;

/** Has waiting throw `WouldWait`, for as long as something synchronous runs that must not stop this thread. */
export function refuseWaiting(on: boolean): void;
