// Core modules: from files beside the JavaScript, or from base64 within it.

// A file, read by Node where fetch knows no file URLs.
/** @param {URL} url @returns {Promise<WebAssembly.Module>} */
export async function loadModule(url) {
  const fs = /** @type {any} */ (globalThis).process?.getBuiltinModule?.('node:fs');
  return fs ? WebAssembly.compile(fs.readFileSync(url)) : WebAssembly.compileStreaming(fetch(url));
}

// What is no error of compiling is one of fetching: nothing came, or something of another type.
/** @param {URL} url @returns {Promise<WebAssembly.Module>} */
export async function fetchModule(url) {
  try {
    return await WebAssembly.compileStreaming(fetch(url));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const failure = new Error(`cannot load ${url}: ${error.message}`, { cause: error });
    throw Object.assign(failure, { code: 'E0704', place: url.href, help: 'serve this file there, as application/wasm' });
  }
}

/** @param {string} text */
export function base64Module(text) {
  return new WebAssembly.Module(Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0)));
}

/** @param {WebAssembly.Module} module @param {WebAssembly.Imports} imports */
export const instantiateSync = (module, imports) => new WebAssembly.Instance(module, imports);

// What the host gives for an import, under its name without or with a version. `functions` have to be in it.
/**
 * @param {Record<string, any>} imports @param {string} name @param {string} versioned @param {string[]} functions
 * @param {string} [member] of what is given, that is the import
 */
export function hostImport(imports, name, versioned, functions, member) {
  const given = imports[name] ?? imports[versioned];
  const found = member === undefined ? given : given?.[member];
  if (found === undefined || found === null) throw new TypeError(`missing import "${name}"`);
  for (const name of functions) {
    if (typeof found[name] !== 'function') throw new TypeError(`import "${versioned}" has no function "${name}"`);
  }
  return found;
}

// What a core instance exports under names with this prefix, under their names without it.
/** @param {WebAssembly.Exports} exports @param {string} prefix */
export function unprefixed(exports, prefix) {
  const named = Object.entries(exports).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(named.map(([name, value]) => [name.slice(prefix.length), value]));
}
