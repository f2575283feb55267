// Sockets of wasi:sockets as descriptors: one that listens is given by the host, connections are accepted from it.

import { Descriptor, NONBLOCK, fileTypes } from './descriptor.js';
import { isClosed } from './errno.js';
import { CONNECTION, LISTENER } from './rights.js';

/** @typedef {import('@jco/preview2-shim/internal/core/pollable.js').Pollable} Pollable */
/** @typedef {import('@jco/preview2-shim/internal/core/stream.js').InputStream} InputStream */
/** @typedef {import('@jco/preview2-shim/internal/core/stream.js').OutputStream} OutputStream */

/**
 * What is used of a `tcp-socket`.
 * @typedef {object} TcpSocket
 * @property {() => [TcpSocket, InputStream, OutputStream]} accept
 * @property {(how: 'receive' | 'send' | 'both') => void} shutdown
 * @property {() => Pollable} subscribe
 * @property {() => void} [dispose]
 */

const SHUTDOWNS = /** @type {const} */ ([undefined, 'receive', 'send', 'both']);

export class Listener extends Descriptor {
  #socket;

  /** @param {TcpSocket} socket that listens */
  constructor(socket) {
    super();
    this.#socket = socket;
  }

  get type() {
    return fileTypes.socket;
  }

  get full() {
    return LISTENER;
  }

  get fullInheriting() {
    return CONNECTION;
  }

  close() {
    dispose(this.#socket);
  }

  /**
   * @param {number} flags
   * @returns {Descriptor}
   */
  accept(flags) {
    for (;;) {
      try {
        return new Connection(...this.#socket.accept(), flags);
      } catch (code) {
        if (code !== 'would-block' || (this.flags & NONBLOCK) !== 0) throw code;
      }
      this.#socket.subscribe().block();
    }
  }

  needConnection() {
    throw 'not-connected';
  }

  /** @param {number} how */
  shutdown(how) {
    throw 'not-connected';
  }

  subscribe() {
    return this.#socket.subscribe();
  }
}

class Connection extends Descriptor {
  #socket;
  #input;
  #output;

  /**
   * @param {TcpSocket} socket
   * @param {InputStream} input
   * @param {OutputStream} output
   * @param {number} flags
   */
  constructor(socket, input, output, flags) {
    super();
    this.#socket = socket;
    this.#input = input;
    this.#output = output;
    this.flags = flags;
  }

  get type() {
    return fileTypes.socket;
  }

  get full() {
    return CONNECTION;
  }

  close() {
    dispose(this.#input);
    dispose(this.#output);
    dispose(this.#socket);
  }

  /** @param {Uint8Array} bytes */
  read(bytes) {
    const length = BigInt(bytes.length);
    let got;
    try {
      got = this.#waits ? this.#input.blockingRead(length) : this.#input.read(length);
    } catch (error) {
      if (isClosed(error)) return 0;
      throw error;
    }
    if (got.length === 0) throw 'would-block';
    bytes.set(got);
    return got.length;
  }

  /** @param {Uint8Array} bytes */
  write(bytes) {
    for (;;) {
      const permit = Number(this.#output.checkWrite());
      if (permit > 0) {
        const portion = bytes.length <= permit ? bytes : bytes.subarray(0, permit);
        this.#output.write(portion);
        this.#output.flush();
        return portion.length;
      }
      if (!this.#waits) throw 'would-block';
      this.#output.subscribe().block();
    }
  }

  needConnection() {}

  /**
   * @param {number} flags
   * @returns {Descriptor}
   */
  accept(flags) {
    throw 'invalid';
  }

  /** @param {number} how */
  shutdown(how) {
    const what = SHUTDOWNS[how];
    if (what === undefined) throw 'invalid';
    this.#socket.shutdown(what);
  }

  /** @param {'read' | 'write'} what */
  subscribe(what) {
    return what === 'read' ? this.#input.subscribe() : this.#output.subscribe();
  }

  get #waits() {
    return (this.flags & NONBLOCK) === 0;
  }
}

/** @param {any} resource */
const dispose = (resource) => resource[Symbol.dispose]?.();
