// The guest's memory. Views of it are kept until it grows, which detaches them: then their length is 0, so that the
// test for what lies beyond the end finds that out as well.

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Up to this length a loop is faster than the decoder, and than a copy that makes a view. */
const SHORT = 32;

export class GuestMemory {
  /** @type {WebAssembly.Memory | undefined} */
  #memory;
  bytes = new Uint8Array(0);
  view = new DataView(this.bytes.buffer);

  /** @param {WebAssembly.Memory} memory */
  attach(memory) {
    this.#memory = memory;
    this.#renew();
  }

  #renew() {
    if (this.#memory === undefined) throw new Error('preview 1 was called before the instance was started');
    this.bytes = new Uint8Array(this.#memory.buffer);
    this.view = new DataView(this.#memory.buffer);
  }

  /**
   * Makes sure that so many bytes are there; only then may `bytes` and `view` be used.
   * @param {number} address
   * @param {number} length
   */
  need(address, length) {
    if (address + length <= this.bytes.length) return;
    this.#renew();
    if (address + length > this.bytes.length) throw 'fault';
  }

  /**
   * A view of guest memory, good until the guest runs again.
   * @param {number} address
   * @param {number} length
   */
  slice(address, length) {
    this.need(address, length);
    return this.bytes.subarray(address, address + length);
  }

  /**
   * @param {Uint8Array} target
   * @param {number} at
   * @param {number} address
   * @param {number} length
   */
  copyTo(target, at, address, length) {
    this.need(address, length);
    const { bytes } = this;
    if (length > SHORT) return target.set(bytes.subarray(address, address + length), at);
    for (let index = 0; index < length; index++) target[at + index] = bytes[address + index];
  }

  /**
   * @param {number} address
   * @param {number} length
   */
  string(address, length) {
    this.need(address, length);
    const { bytes } = this;
    const end = address + length;
    if (length > SHORT) return this.#decode(address, end);
    let text = '';
    for (let index = address; index < end; index++) {
      const byte = bytes[index];
      if (byte > 0x7f) return this.#decode(address, end);
      text += String.fromCharCode(byte);
    }
    return text;
  }

  /**
   * @param {number} address
   * @param {number} end
   */
  #decode(address, end) {
    try {
      return decoder.decode(this.bytes.subarray(address, end));
    } catch {
      throw 'illegal-byte-sequence';
    }
  }

  /**
   * @param {number} address
   * @param {number} value
   */
  setU32(address, value) {
    this.need(address, 4);
    this.view.setUint32(address, value, true);
  }

  /**
   * @param {number} address
   * @param {bigint} value
   */
  setU64(address, value) {
    this.need(address, 8);
    this.view.setBigUint64(address, value, true);
  }
}

/** @param {string} text */
export const encode = (text) => encoder.encode(text);

/**
 * Encodes to where there is room enough.
 * @param {string} text
 * @param {Uint8Array} target
 * @param {number} at
 * @returns {number} how many bytes
 */
export function encodeInto(text, target, at) {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) return encoder.encodeInto(text, target.subarray(at)).written;
    target[at + index] = unit;
  }
  return text.length;
}
