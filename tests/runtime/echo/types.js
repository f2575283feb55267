// Types of the component model as plain data, their text, and their flat core types.

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
 *
 * @typedef {'i32' | 'i64' | 'f32' | 'f64'} CoreType
 */

/** @type {Scalar[]} */
export const scalars = ['bool', 'u8', 's8', 'u16', 's16', 'u32', 's32', 'u64', 's64', 'f32', 'f64', 'char', 'string'];

/** What can be the key of a map. */
export const keys = scalars.filter((kind) => kind !== 'f32' && kind !== 'f64');

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

/**
 * @param {Type} type
 * @returns {CoreType[]}
 */
export function flatTypes(type) {
  switch (type.kind) {
    case 'string':
    case 'map':
      return ['i32', 'i32'];
    case 'list':
      return type.length === undefined ? ['i32', 'i32'] : Array(type.length).fill(flatTypes(type.element)).flat();
    case 'tuple':
      return type.elements.flatMap(flatTypes);
    case 'record':
      return type.fields.flatMap(([, each]) => flatTypes(each));
    case 'option':
      return flatCases([undefined, type.payload]);
    case 'result':
      return flatCases([type.ok, type.err]);
    case 'variant':
      return flatCases(type.cases.map(([, payload]) => payload));
    case 'u64':
    case 's64':
      return ['i64'];
    case 'f32':
    case 'f64':
      return [type.kind];
    default:
      return ['i32'];
  }
}

/**
 * A discriminant, and after it for each place what holds the payloads of all cases.
 *
 * @param {(Type | undefined)[]} payloads
 * @returns {CoreType[]}
 */
function flatCases(payloads) {
  const flat = payloads.map((payload) => (payload === undefined ? [] : flatTypes(payload)));
  const places = Math.max(...flat.map((types) => types.length));
  const at = (/** @type {number} */ place) => flat.flatMap((types) => types.slice(place, place + 1));
  return ['i32', ...Array.from({ length: places }, (_, place) => at(place).reduce(join))];
}

/**
 * @param {CoreType} a
 * @param {CoreType} b
 * @returns {CoreType}
 */
function join(a, b) {
  if (a === b) return a;
  const isNarrow = [a, b].every((type) => type === 'i32' || type === 'f32');
  return isNarrow ? 'i32' : 'i64';
}
