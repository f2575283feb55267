// The body of a request that is sent while the guest writes it. Browsers send such bodies to servers of HTTP/2 and later
// alone, which they find out when they connect: before that they ask for nothing, and what was written is still there.

/** Origins that were found to take no streams. @type {Set<string>} */
const refused = new Set();

/** Whether the engine knows request bodies that are streams. @type {boolean | undefined} */
let isKnown;

/** @param {string} url */
export function takesStreams(url) {
  isKnown ??= knowsStreams();
  return isKnown && url.startsWith('https:') && !refused.has(new URL(url).origin);
}

/** @param {string} url */
export const takesNoStreams = (url) => void refused.add(new URL(url).origin);

// An engine that does not know them asks for no `duplex`, or sends the text `[object ReadableStream]`.
function knowsStreams() {
  let isAsked = false;
  const options = {
    method: 'POST',
    body: new ReadableStream(),
    get duplex() {
      isAsked = true;
      return 'half';
    },
  };
  return !new Request('https://localhost', options).headers.has('content-type') && isAsked;
}

export class RequestStream {
  /** What was written and not sent. @type {Uint8Array[]} */
  #parts = [];
  #length = 0;
  #isWhole = false;
  #onSent;
  /** @type {(() => void) | undefined} */
  #wake;
  /** Whether anything was asked for. */
  isBegun = false;

  /** What `fetch` takes, without a place to keep anything in. */
  readable = new ReadableStream({ pull: (controller) => this.#pull(controller) }, { highWaterMark: 0 });

  /** @param {() => void} onSent called whenever there is more room */
  constructor(onSent) {
    this.#onSent = onSent;
  }

  /** How many bytes wait to be sent. */
  get length() {
    return this.#length;
  }

  /** @param {Uint8Array} bytes which may be used again */
  write(bytes) {
    if (bytes.length > 0) this.#parts.push(bytes.slice());
    this.#length += bytes.length;
    this.#wake?.();
  }

  /** There is no more to come. */
  end() {
    this.#isWhole = true;
    this.#wake?.();
  }

  /** All of it, if nothing was asked for. */
  parts() {
    return this.#parts;
  }

  /** @param {ReadableStreamDefaultController<Uint8Array>} controller */
  async #pull(controller) {
    this.isBegun = true;
    while (this.#parts.length === 0 && !this.#isWhole) {
      await /** @type {Promise<void>} */ (new Promise((resolve) => (this.#wake = resolve)));
    }
    const bytes = this.#parts.shift();
    if (bytes === undefined) return controller.close();
    this.#length -= bytes.length;
    controller.enqueue(bytes);
    this.#onSent();
  }
}
