// Resources between two threads: they stay where they were made, and the other side has stand-ins for them.

/** @typedef {import('./shape.js').Path} Path */

/** Resources of this side that the other has stand-ins for. */
export function heldResources() {
  /** @type {Map<number, { resource: object, sent: number }>} */
  const held = new Map();
  /** @type {WeakMap<object, number>} */
  const ids = new WeakMap();
  let last = 0;
  return {
    /** @param {object} resource @returns {number} its id, which is sent */
    send(resource) {
      let id = ids.get(resource);
      if (id === undefined) ids.set(resource, (id = ++last));
      const entry = held.get(id) ?? { resource, sent: 0 };
      entry.sent++;
      held.set(id, entry);
      return id;
    },

    /** @param {number} id */
    get: (id) => held.get(id)?.resource,

    /**
     * A stand-in is gone. Its id may have been sent again meanwhile, which is why both sides count.
     *
     * @param {{ forget: number, received: number }} message
     */
    forget({ forget: id, received }) {
      const entry = held.get(id);
      if (entry !== undefined && (entry.sent -= received) === 0) held.delete(id);
    },
  };
}

/**
 * Stand-ins for resources of the other side.
 *
 * @param {(path: Path) => any} classAt the stand-in of a class
 * @param {(message: { forget: number, received: number }) => void} post tells that a stand-in is gone
 */
export function standIns(classAt, post) {
  /** @type {Map<number, { ref: WeakRef<object>, token: { id: number, received: number } }>} */
  const made = new Map();
  /** @type {WeakMap<object, number>} */
  const ids = new WeakMap();
  const gone = new FinalizationRegistry((/** @type {{ id: number, received: number }} */ token) => {
    if (made.get(token.id)?.token === token) made.delete(token.id);
    post({ forget: token.id, received: token.received });
  });
  return {
    /** @param {object} value @returns {number | undefined} the id, if it is a stand-in */
    idOf: (value) => ids.get(value),

    /** @param {number} id @param {Path} path of its class */
    receive(id, path) {
      const known = made.get(id);
      const alive = known?.ref.deref();
      if (known !== undefined && alive !== undefined) {
        known.token.received++;
        return alive;
      }
      const standIn = Object.create(classAt(path).prototype);
      const token = { id, received: 1 };
      made.set(id, { ref: new WeakRef(standIn), token });
      ids.set(standIn, id);
      gone.register(standIn, token);
      return standIn;
    },
  };
}
