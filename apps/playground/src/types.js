// The types of a component, as the engine describes them.

/**
 * @typedef {import('jco').WitTypeRef} Ref
 * @typedef {import('jco').WitType} WitType
 * @typedef {WitType | { kind: 'primitive', name: string }} Type
 * @typedef {ReturnType<typeof createTypes>} Types
 */

/** @param {WitType[]} table */
export function createTypes(table) {
  /** @param {Ref} ref @returns {Type} */
  const at = (ref) => (typeof ref === 'number' ? table[ref] : { kind: 'primitive', name: ref });

  /** What WIT calls a type. @type {(ref: Ref | null) => string} */
  const text = (ref) => (ref === null ? '_' : typeText(at(ref), text));

  /**
   * Types that a type is made of, itself among them.
   *
   * @param {Ref} ref
   * @param {Set<Ref>} [seen]
   * @returns {Set<Ref>}
   */
  function within(ref, seen = new Set()) {
    if (seen.has(ref)) return seen;
    seen.add(ref);
    for (const part of partsOf(at(ref))) within(part, seen);
    return seen;
  }

  return { at, text, within };
}

/**
 * @param {Type} type
 * @param {(ref: Ref | null) => string} text
 */
function typeText(type, text) {
  if (type.kind === 'primitive' || type.name !== undefined) return /** @type {string} */ (type.name);
  switch (type.kind) {
    case 'own':
      return text(type.resource);
    case 'borrow':
      return `borrow<${text(type.resource)}>`;
    case 'option':
      return `option<${text(type.some)}>`;
    case 'list':
      return `list<${text(type.element)}${type.length === undefined ? '' : `, ${type.length}`}>`;
    case 'tuple':
      return `tuple<${type.types.map(text).join(', ')}>`;
    case 'map':
      return `map<${text(type.key)}, ${text(type.value)}>`;
    case 'result':
      return resultText(type, text);
    case 'future':
    case 'stream':
      return type.payload === null ? type.kind : `${type.kind}<${text(type.payload)}>`;
    default:
      return type.kind;
  }
}

/**
 * @param {{ ok: Ref | null, err: Ref | null }} result
 * @param {(ref: Ref | null) => string} text
 */
function resultText({ ok, err }, text) {
  if (err !== null) return `result<${text(ok)}, ${text(err)}>`;
  return ok === null ? 'result' : `result<${text(ok)}>`;
}

/**
 * @param {Type} type
 * @returns {Ref[]}
 */
function partsOf(type) {
  const parts = () => {
    if (type.kind === 'record') return type.fields.map((field) => field.type);
    if (type.kind === 'variant') return type.cases.map((one) => one.type);
    if (type.kind === 'tuple') return type.types;
    if (type.kind === 'option') return [type.some];
    if (type.kind === 'list') return [type.element];
    if (type.kind === 'map') return [type.key, type.value];
    return type.kind === 'result' ? [type.ok, type.err] : [];
  };
  return parts().filter((part) => part !== null);
}

/**
 * A function as WIT has it: `add: func(a: u32, b: u32) -> u32`.
 *
 * @param {import('jco').ExportedFunction} callable
 * @param {Types} types
 */
export function signature({ name, kind, params, result, isAsync }, types) {
  const given = params.map((param) => `${param.name}: ${types.text(param.type)}`).join(', ');
  if (kind === 'constructor') return `constructor(${given})`;
  const start = `${name}: ${kind === 'static' ? 'static ' : ''}${isAsync ? 'async ' : ''}func(${given})`;
  return result === null ? start : `${start} -> ${types.text(result)}`;
}

/**
 * Why a function cannot be called from a form.
 *
 * @param {import('jco').ExportedFunction} callable
 * @param {Types} types
 * @returns {string | undefined}
 */
export function whyNotCallable({ params, resource }, types) {
  const all = [...params.map((param) => param.type), ...(resource === undefined ? [] : [resource])];
  for (const ref of all.flatMap((ref) => [...types.within(ref)])) {
    const type = types.at(ref);
    if (type.kind === 'future' || type.kind === 'stream' || ref === 'error-context') {
      return `It takes ${types.text(ref)}, which no form can make.`;
    }
    if ((type.kind === 'own' || type.kind === 'borrow') && !isOurs(types.at(type.resource))) {
      return `It takes ${types.text(type.resource)}, a resource that only a host can make.`;
    }
  }
  return undefined;
}

/** @param {Type} type */
const isOurs = (type) => type.kind === 'resource' && type.class !== undefined;
