// Names that mean something in JavaScript, in TypeScript, or in generated code.

const words = [
  ...['await', 'break', 'case', 'catch', 'class', 'const', 'continue', 'debugger', 'default', 'delete', 'do', 'else'],
  ...['enum', 'export', 'extends', 'false', 'finally', 'for', 'function', 'if', 'import', 'in', 'instanceof', 'new'],
  ...['null', 'return', 'super', 'switch', 'this', 'throw', 'true', 'try', 'typeof', 'var', 'void', 'while', 'with'],
  ...['yield', 'let', 'static', 'implements', 'interface', 'package', 'private', 'protected', 'public', 'async', 'of'],
  ...['eval', 'arguments', 'undefined', 'NaN', 'Infinity', 'get', 'set', 'using', 'from', 'as', 'defer', 'source'],
];

const typeScriptWords = [
  ...['any', 'abstract', 'accessor', 'as', 'asserts', 'bigint', 'boolean', 'constructor', 'declare', 'global', 'infer'],
  ...['intrinsic', 'is', 'keyof', 'module', 'namespace', 'never', 'number', 'object', 'out', 'override', 'readonly'],
  ...['require', 'satisfies', 'string', 'symbol', 'type', 'unique', 'unknown', 'Record', 'Array', 'Promise'],
];

// What objects, functions, classes and promises have, or are asked for.
const members = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...Object.getOwnPropertyNames(Function.prototype),
  ...Object.getOwnPropertyNames(Symbol),
  ...['then', 'prototype', 'proto', 'message', 'payload', 'stack', 'tag', 'val', 'some', 'none', 'ok', 'err', 'toJSON'],
];

/**
 * All of them in kebab case, with those that a generated text has; no two alike but for case.
 *
 * @param {string[]} generated texts of generated modules
 * @returns {string[]}
 */
export function names(generated) {
  const identifiers = generated.flatMap((text) => text.match(/[A-Za-z_$][\w$]*/g) ?? []);
  const globals = Object.getOwnPropertyNames(globalThis);
  const all = [...words, ...typeScriptWords, ...members, ...globals, ...identifiers].map(kebabCase);
  const valid = all.filter((name) => /^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/.test(name) && name.length < 40);
  return [...new Set(valid)];
}

/** @param {string} identifier */
export function kebabCase(identifier) {
  const parts = identifier.replace(/[_$]+/g, '-').replace(/[A-Z]/g, '-$&').toLowerCase();
  return parts.split('-').filter(Boolean).join('-');
}
