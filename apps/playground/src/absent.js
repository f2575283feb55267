// What a component imports and a page has not. Functions that do without it can be called: those that call it trap.

/**
 * @param {string[]} imports names of interfaces and functions
 * @returns {string[]} those that are not of WASI
 */
export const notOfWasi = (imports) => imports.filter((name) => !name.startsWith('wasi:'));

/**
 * @param {string[]} imports
 * @returns {Record<string, any>} functions that say so when they are called
 */
export const absentImports = (imports) => Object.fromEntries(notOfWasi(imports).map((name) => [name, absentInterface(name)]));

/** @param {string} name */
function absentInterface(name) {
  const get = (/** @type {object} */ _, /** @type {string | symbol} */ member) => {
    const called = member === 'default' ? name : `${name}#${String(member)}`;
    return function absent() {
      const error = new Error(`the component has called ${called}, which this page has not`);
      throw Object.assign(error, { code: 'E0504', help: 'functions that do without it can be called in another instance, which “Start over” makes' });
    };
  };
  return new Proxy({}, { get });
}
