// Which resources the page has handles of.

/**
 * @typedef {import('./types.js').Ref} Ref
 * @typedef {ReturnType<typeof createHandles>} Handles
 */

/** @param {import('./types.js').Types} types */
export function createHandles(types) {
  /** @type {Map<number, Ref>} */
  const resources = new Map();
  const { onChange, changed } = createListeners();

  return {
    /** @param {Ref} resource */
    of: (resource) => [...resources].filter(([, other]) => other === resource).map(([id]) => id),

    all: () => [...resources].map(([id, resource]) => ({ id, resource })),

    /** What a call gave. @param {any} value @param {Ref | null} ref */
    receive(value, ref) {
      for (const { id, resource } of handlesIn(value, ref, types)) resources.set(id, resource);
      changed();
    },

    /** What a call was given for good. @param {any} value @param {Ref} ref */
    giveAway(value, ref) {
      for (const { id, isOwn } of handlesIn(value, ref, types)) if (isOwn) resources.delete(id);
      changed();
    },

    /** What a constructor gave. @param {number} id @param {Ref} resource */
    add: (id, resource) => (resources.set(id, resource), changed()),

    /** @param {number} id */
    forget(id) {
      resources.delete(id);
      changed();
    },

    clear() {
      resources.clear();
      changed();
    },

    onChange,
  };
}

/**
 * Handles in a value, with their types.
 *
 * @param {any} value
 * @param {Ref | null} ref
 * @param {import('./types.js').Types} types
 * @returns {{ id: number, resource: Ref, isOwn: boolean }[]}
 */
function handlesIn(value, ref, types) {
  if (ref === null || value === undefined) return [];
  const type = types.at(ref);
  const inside = (/** @type {any} */ part, /** @type {Ref | null} */ partRef) => handlesIn(part, partRef, types);
  switch (type.kind) {
    case 'own':
    case 'borrow':
      return [{ id: value.$handle, resource: type.resource, isOwn: type.kind === 'own' }];
    case 'record':
      return type.fields.flatMap(({ key, type }) => inside(value[key], type));
    case 'tuple':
      return type.types.flatMap((part, index) => inside(value[index], part));
    case 'list':
      return typeof type.element === 'string' ? [] : Array.from(value).flatMap((item) => inside(item, type.element));
    case 'map':
      return [...value].flatMap(([key, item]) => [...inside(key, type.key), ...inside(item, type.value)]);
    case 'option':
      return inside(type.isTagged ? value.val : value, type.some);
    case 'variant':
      return inside(value.val, type.cases.find(({ name }) => name === value.tag)?.type ?? null);
    case 'result':
      return inside(value.val, value.tag === 'ok' ? type.ok : type.err);
    default:
      return [];
  }
}

function createListeners() {
  /** @type {Set<{ listen: () => void, of?: WeakRef<Element> }>} */
  const listeners = new Set();
  return {
    changed() {
      for (const listener of [...listeners]) {
        if (listener.of === undefined || listener.of.deref() !== undefined) listener.listen();
        else listeners.delete(listener);
      }
    },

    /** @param {() => void} listen @param {Element} [of] who listens, for as long as it is there */
    onChange: (listen, of) => void listeners.add({ listen, of: of && new WeakRef(of) }),
  };
}
