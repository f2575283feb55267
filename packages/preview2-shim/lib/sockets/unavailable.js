// Resources that no guest can come by here. They have their methods, so that a component that names them can be linked.

/**
 * @param {string} name
 * @param {readonly string[]} methods
 * @returns {new () => object}
 */
export function unavailableResource(name, methods) {
  const resource = {
    [name]: class {
      constructor() {
        throw new TypeError(`a ${name} cannot be made: this host has no sockets`);
      }

      [Symbol.dispose]() {}
    },
  }[name];
  for (const method of methods) Object.defineProperty(resource.prototype, method, { value: unavailable });
  return resource;
}

function unavailable() {
  throw 'not-supported';
}
