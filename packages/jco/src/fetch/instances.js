// The instances of a component: a fresh one for each request, or those that are there and idle.

/** @typedef {import('@jco/preview2-shim/fetch').IncomingRequest} IncomingRequest */
/** @typedef {import('@jco/preview2-shim/fetch').ResponseOutparam} ResponseOutparam */
/** @typedef {(request: IncomingRequest, out: ResponseOutparam) => unknown} Handle */
/** @typedef {{ handle: Handle, close: () => void }} Instance */

/** @typedef {(handle: Handle) => Promise<boolean>} Act says whether the instance is good for another request */

/**
 * @typedef {object} Runner
 * @property {boolean | undefined} maySuspend whether its handlers may; undefined while no instance has been seen
 * @property {(context: unknown[], act: Act) => Promise<void>} run calls `act` with a handler, and is done when `act` is.
 *   The context is what the runtime gave besides the request
 */

const asynchronous = Object.getPrototypeOf(async () => {});

/**
 * Whether the handler is suspended where it has to wait, and so is called by others meanwhile: docs/decisions/017.
 * @param {Handle} handle
 */
export const maySuspend = (handle) => Object.getPrototypeOf(handle) === asynchronous;

/** How many instances are kept that have nothing to do. */
const MOST_IDLE = 16;

/** @implements {Runner} */
export class Instances {
  #isolate;
  #make;
  /** @type {Instance[]} */
  #idle = [];
  /** @type {boolean | undefined} */
  maySuspend;

  /**
   * @param {'request' | 'none'} isolate
   * @param {(context: unknown[]) => Promise<Instance>} make
   */
  constructor(isolate, make) {
    this.#isolate = isolate;
    this.#make = make;
  }

  /**
   * @param {unknown[]} context
   * @param {Act} act
   */
  async run(context, act) {
    const instance = this.#idle.pop() ?? (await this.#make(context));
    this.maySuspend = maySuspend(instance.handle);
    let isGood = false;
    try {
      isGood = await act(instance.handle);
    } finally {
      if (isGood && this.#isolate === 'none' && this.#idle.length < MOST_IDLE) this.#idle.push(instance);
      else instance.close();
    }
  }
}

/**
 * An instance that somebody else made: there is no other one, so requests wait for each other.
 * @implements {Runner}
 */
export class SharedInstance {
  #handle;
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();

  /** @param {Handle} handle */
  constructor(handle) {
    this.#handle = handle;
    this.maySuspend = maySuspend(handle);
  }

  /**
   * @param {unknown[]} _
   * @param {Act} act
   */
  async run(_, act) {
    if (!this.maySuspend) return void (await act(this.#handle));
    const turn = this.#last.then(() => act(this.#handle));
    this.#last = turn.catch(() => {});
    await turn;
  }
}
