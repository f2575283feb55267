// Types of the component model as plain data, and their text.

/**
 * @typedef {'u8' | 's8' | 'u16' | 's16' | 'u32' | 's32' | 'u64' | 's64'} Integer
 * @typedef {'bool' | Integer | 'f32' | 'f64' | 'char' | 'string'} Scalar
 *
 * @typedef {{ kind: Scalar }
 *   | { kind: 'list', element: Type, length?: number }
 *   | { kind: 'map', key: { kind: Scalar }, value: Type }
 *   | { kind: 'tuple', elements: Type[] }
 *   | { kind: 'option', payload: Type }
 *   | { kind: 'result', ok?: Type, err?: Type }
 *   | { kind: 'record', fields: [name: string, type: Type][] }
 *   | { kind: 'variant', cases: [name: string, payload: Type | undefined][] }
 *   | { kind: 'enum', names: string[] }
 *   | { kind: 'flags', names: string[] }} Type
 */

/** @type {Scalar[]} */
export const scalars = ['bool', 'u8', 's8', 'u16', 's16', 'u32', 's32', 'u64', 's64', 'f32', 'f64', 'char', 'string'];

/** What can be the key of a map. */
export const keys = scalars.filter((kind) => kind !== 'f32' && kind !== 'f64');

/** What a list of numbers is in JavaScript. */
export const typedArrays = {
  u8: Uint8Array,
  s8: Int8Array,
  u16: Uint16Array,
  s16: Int16Array,
  u32: Uint32Array,
  s32: Int32Array,
  u64: BigUint64Array,
  s64: BigInt64Array,
  f32: Float32Array,
  f64: Float64Array,
};

/**
 * Writes types in the text format. Records and the like need names in imports: each is declared once and referred to.
 */
export class TypeText {
  /** The declarations, for an instance that exports the types. @type {string[]} */
  declarations = [];
  /** The names that the instance exports. @type {string[]} */
  names = [];

  /**
   * @param {Type} type
   * @returns {string} its text; of a named type the reference
   */
  of(type) {
    switch (type.kind) {
      case 'list':
        return `(list ${this.of(type.element)}${type.length === undefined ? '' : ` ${type.length}`})`;
      case 'map':
        return `(map ${this.of(type.key)} ${this.of(type.value)})`;
      case 'tuple':
        return `(tuple ${type.elements.map((element) => this.of(element)).join(' ')})`;
      case 'option':
        return `(option ${this.of(type.payload)})`;
      case 'result':
        return `(result${type.ok ? ` ${this.of(type.ok)}` : ''}${type.err ? ` (error ${this.of(type.err)})` : ''})`;
      case 'record':
        return this.#declare(`(record ${type.fields.map((field) => this.#fieldText(field)).join(' ')})`);
      case 'variant':
        return this.#declare(`(variant ${type.cases.map((each) => this.#caseText(each)).join(' ')})`);
      case 'enum':
      case 'flags':
        return this.#declare(`(${type.kind} ${type.names.map((name) => `"${name}"`).join(' ')})`);
      default:
        return type.kind;
    }
  }

  /** @param {[name: string, type: Type]} field */
  #fieldText([name, type]) {
    return `(field "${name}" ${this.of(type)})`;
  }

  /** @param {[name: string, payload: Type | undefined]} case_ */
  #caseText([name, payload]) {
    return `(case "${name}"${payload === undefined ? '' : ` ${this.of(payload)}`})`;
  }

  /** @param {string} text */
  #declare(text) {
    const name = `n${this.names.length}`;
    this.names.push(name);
    this.declarations.push(`(type $${name}' ${text})`, `(export "${name}" (type $${name} (eq $${name}')))`);
    return `$${name}`;
  }
}

/** @param {string} name in kebab case */
export function camelCase(name) {
  return name.toLowerCase().replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}
