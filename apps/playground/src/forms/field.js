// A field for each type: an element, and the value that it stands for. Every kind of type has its field in one of the
// files beside this one; here is who makes which.

import { booleanField, enumField, flagsField } from './choices.js';
import { listField, mapField, recordField, tupleField } from './groups.js';
import { handleField } from './handle-field.js';
import { optionField, resultField, variantField } from './cases.js';
import { numbersField, primitiveField } from './text-field.js';
import { typedArrays } from './parse.js';

/**
 * @typedef {object} Field
 * @property {HTMLElement} element
 * @property {() => any} read the value; throws `Invalid` where there is none
 * @property {() => any} save what was entered, as JSON
 * @property {(saved: any) => void} restore what was saved
 *
 * @typedef {object} Context
 * @property {import('../types.js').Types} types
 * @property {import('../handles.js').Handles} handles
 *
 * @typedef {object} Label
 * @property {string} name
 * @property {string} [docs]
 *
 * @typedef {import('../types.js').Ref} Ref
 */

/**
 * @param {Ref} ref
 * @param {Label} label
 * @param {Context} context
 * @returns {Field}
 */
export function field(ref, label, context) {
  const type = context.types.at(ref);
  const typeText = context.types.text(ref);
  switch (type.kind) {
    case 'primitive':
      return type.name === 'bool' ? booleanField(label, typeText) : primitiveField(type.name, label);
    case 'enum':
      return enumField(type.cases, label, typeText);
    case 'flags':
      return flagsField(type.flags, label, typeText);
    case 'record':
      return recordField(type.fields, label, typeText, context);
    case 'tuple':
      return tupleField(type.types, label, typeText, context);
    case 'list':
      if (typeof type.element === 'string' && type.element in typedArrays) return numbersField(type, label, typeText);
      return listField(type, label, typeText, context);
    case 'map':
      return mapField(type, label, typeText, context);
    case 'option':
      return optionField(type, label, typeText, context);
    case 'variant':
      return variantField(type.cases, label, typeText, context);
    case 'result':
      return resultField(type, label, typeText, context);
    case 'own':
    case 'borrow':
      return handleField(type, label, typeText, context);
    default:
      throw new Error(`there is no field for a ${type.kind}`);
  }
}
