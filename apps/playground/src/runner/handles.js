// Resources of the component stay in its thread. The page has numbers for them: `{ $handle: 1 }`.

export function createHandles() {
  /** @type {Map<number, any>} */
  const resources = new Map();
  /** @type {WeakMap<object, number>} */
  const ids = new WeakMap();
  let last = 0;

  /** @param {object} resource */
  function keep(resource) {
    const id = ids.get(resource) ?? ++last;
    ids.set(resource, id);
    resources.set(id, resource);
    return { $handle: id };
  }

  /** @param {number} id */
  function get(id) {
    const resource = resources.get(id);
    if (resource === undefined) throw new Error(`there is no resource #${id}`);
    return resource;
  }

  return {
    get,

    /** @param {number} id */
    drop(id) {
      const resource = get(id);
      resources.delete(id);
      resource[Symbol.dispose ?? Symbol.for('dispose')]();
    },

    /** A value for the page. @param {any} value @returns {any} */
    pack: (value) => mapped(value, (object) => (isData(object) ? undefined : keep(object))),

    /** A value from the page. @param {any} value @returns {any} */
    unpack: (value) => mapped(value, (object) => ('$handle' in object ? get(object.$handle) : undefined)),
  };
}

/**
 * A value, in which some objects have others in their place.
 *
 * @param {any} value
 * @param {(object: any) => any} replace undefined: what is in it is mapped
 * @returns {any}
 */
function mapped(value, replace) {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map((item) => mapped(item, replace));
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [mapped(key, replace), mapped(item, replace)]));
  const replacement = replace(value);
  if (replacement !== undefined) return replacement;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapped(item, replace)]));
}

/** @param {object} object */
function isData(object) {
  const prototype = Object.getPrototypeOf(object);
  return prototype === Object.prototype || prototype === null;
}
