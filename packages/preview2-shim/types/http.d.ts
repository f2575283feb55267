/// <reference lib="esnext.disposable" />
import type { error, poll, streams } from './io.js';
import type { NetworkConfig } from './sockets.js';

type Result<T, E> = { tag: 'ok'; val: T } | { tag: 'err'; val: E };

/** wasi:http/types */
export declare namespace types {
  type Method =
    | { tag: 'get' | 'head' | 'post' | 'put' | 'delete' | 'connect' | 'options' | 'trace' | 'patch' }
    | { tag: 'other'; val: string };

  type Scheme = { tag: 'HTTP' | 'HTTPS' } | { tag: 'other'; val: string };

  interface FieldSizePayload {
    fieldName?: string;
    fieldSize?: number;
  }

  type ErrorCode =
    | { tag: 'DNS-error'; val: { rcode?: string; infoCode?: number } }
    | { tag: 'TLS-alert-received'; val: { alertId?: number; alertMessage?: string } }
    | { tag: 'HTTP-request-body-size' | 'HTTP-response-body-size'; val: bigint | undefined }
    | { tag: 'HTTP-request-header-section-size' | 'HTTP-request-trailer-section-size'; val: number | undefined }
    | { tag: 'HTTP-response-header-section-size' | 'HTTP-response-trailer-section-size'; val: number | undefined }
    | { tag: 'HTTP-request-header-size'; val: FieldSizePayload | undefined }
    | { tag: 'HTTP-request-trailer-size'; val: FieldSizePayload }
    | { tag: 'HTTP-response-header-size' | 'HTTP-response-trailer-size'; val: FieldSizePayload }
    | { tag: 'HTTP-response-transfer-coding' | 'HTTP-response-content-coding'; val: string | undefined }
    | { tag: 'internal-error'; val: string | undefined }
    | {
        tag:
          | 'DNS-timeout'
          | 'destination-not-found'
          | 'destination-unavailable'
          | 'destination-IP-prohibited'
          | 'destination-IP-unroutable'
          | 'connection-refused'
          | 'connection-terminated'
          | 'connection-timeout'
          | 'connection-read-timeout'
          | 'connection-write-timeout'
          | 'connection-limit-reached'
          | 'TLS-protocol-error'
          | 'TLS-certificate-error'
          | 'HTTP-request-denied'
          | 'HTTP-request-length-required'
          | 'HTTP-request-method-invalid'
          | 'HTTP-request-URI-invalid'
          | 'HTTP-request-URI-too-long'
          | 'HTTP-response-incomplete'
          | 'HTTP-response-timeout'
          | 'HTTP-upgrade-failed'
          | 'HTTP-protocol-error'
          | 'loop-detected'
          | 'configuration-error';
      };

  type HeaderError = { tag: 'invalid-syntax' | 'forbidden' | 'immutable' };

  class Fields {
    constructor();
    static fromList(entries: [string, Uint8Array][]): Fields;
    get(name: string): Uint8Array[];
    has(name: string): boolean;
    set(name: string, values: Uint8Array[]): void;
    delete(name: string): void;
    append(name: string, value: Uint8Array): void;
    entries(): [string, Uint8Array][];
    clone(): Fields;
    [Symbol.dispose](): void;
  }

  class IncomingRequest {
    private constructor();
    method(): Method;
    pathWithQuery(): string | undefined;
    scheme(): Scheme | undefined;
    authority(): string | undefined;
    headers(): Fields;
    consume(): IncomingBody;
    [Symbol.dispose](): void;
  }

  class OutgoingRequest {
    constructor(headers: Fields);
    body(): OutgoingBody;
    method(): Method;
    setMethod(method: Method): void;
    pathWithQuery(): string | undefined;
    setPathWithQuery(pathWithQuery: string | undefined): void;
    scheme(): Scheme | undefined;
    setScheme(scheme: Scheme | undefined): void;
    authority(): string | undefined;
    setAuthority(authority: string | undefined): void;
    headers(): Fields;
    [Symbol.dispose](): void;
  }

  class RequestOptions {
    constructor();
    connectTimeout(): bigint | undefined;
    setConnectTimeout(duration: bigint | undefined): void;
    firstByteTimeout(): bigint | undefined;
    setFirstByteTimeout(duration: bigint | undefined): void;
    betweenBytesTimeout(): bigint | undefined;
    setBetweenBytesTimeout(duration: bigint | undefined): void;
    [Symbol.dispose](): void;
  }

  class ResponseOutparam {
    private constructor();
    static set(param: ResponseOutparam, response: Result<OutgoingResponse, ErrorCode>): void;
    sendInformational(status: number, headers: Fields): void;
    [Symbol.dispose](): void;
  }

  class IncomingResponse {
    private constructor();
    status(): number;
    headers(): Fields;
    consume(): IncomingBody;
    [Symbol.dispose](): void;
  }

  class IncomingBody {
    private constructor();
    stream(): streams.InputStream;
    static finish(body: IncomingBody): FutureTrailers;
    [Symbol.dispose](): void;
  }

  class FutureTrailers {
    private constructor();
    subscribe(): poll.Pollable;
    get(): Result<Result<Fields | undefined, ErrorCode>, void> | undefined;
    [Symbol.dispose](): void;
  }

  class OutgoingResponse {
    constructor(headers: Fields);
    statusCode(): number;
    setStatusCode(statusCode: number): void;
    headers(): Fields;
    body(): OutgoingBody;
    [Symbol.dispose](): void;
  }

  class OutgoingBody {
    private constructor();
    write(): streams.OutputStream;
    static finish(body: OutgoingBody, trailers: Fields | undefined): void;
    [Symbol.dispose](): void;
  }

  class FutureIncomingResponse {
    private constructor();
    subscribe(): poll.Pollable;
    get(): Result<Result<IncomingResponse, ErrorCode>, void> | undefined;
    [Symbol.dispose](): void;
  }

  function httpErrorCode(err: error.Error): ErrorCode | undefined;
}

/** wasi:http/incoming-handler */
export declare namespace incomingHandler {
  function handle(request: types.IncomingRequest, responseOut: types.ResponseOutparam): void;
}

/** wasi:http/outgoing-handler */
export declare namespace outgoingHandler {
  function handle(
    request: types.OutgoingRequest,
    options: types.RequestOptions | undefined,
  ): types.FutureIncomingResponse;
}

export interface HttpConfig {
  /** Of which `connect` counts, by the host and the port of the authority as they are written there. */
  network?: NetworkConfig;
  /** The same as `network`. */
  enableNetwork?: boolean;
  /** Certificates in PEM, to trust in place of the platform's. */
  ca?: string;
}

export interface Http {
  types: typeof types;
  incomingHandler: typeof incomingHandler;
  outgoingHandler: typeof outgoingHandler;
}

export declare function createHttp(config?: HttpConfig): Http;

/** What the default instance may connect to: nothing, unless it is set here. */
export declare function _setNetwork(config: NetworkConfig): void;
