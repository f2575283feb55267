// How Node is told that a component is the JavaScript that it transpiles to: the hooks of its module loader.

import { fileURLToPath } from 'node:url';

import { isComponentFile, packageOptions } from './component-file.js';
import { ways, withCoreModules } from './core-modules.js';
import { writeDeclarations } from './declarations.js';
import { transpiledNow } from './transpiled.js';

/**
 * What components import of WASI is found beside jco.
 *
 * @param {string} specifier
 * @param {{ parentURL?: string }} context
 * @param {(specifier: string, context?: object) => any} next
 */
export function resolve(specifier, context, next) {
  const isOurs = specifier.startsWith('@jco/preview2-shim/') && /\.wasm($|\?)/.test(context.parentURL ?? '');
  return next(specifier, isOurs ? { ...context, parentURL: import.meta.url } : context);
}

/**
 * @param {string} url
 * @param {object} context
 * @param {(url: string, context?: object) => any} next
 */
export function load(url, context, next) {
  const isFile = url.startsWith('file:') && /\.wasm($|[?#])/.test(url);
  const path = isFile ? fileURLToPath(url) : '';
  if (!isComponentFile(path)) return next(url, context);
  const { types = false, ...options } = packageOptions(path);
  const component = transpiledNow(path, options);
  if (types) writeDeclarations(path, component.declarations);
  return { format: 'module', source: withCoreModules(component, ways.node), shortCircuit: true };
}
