// `toFetchHandler` where the transpiler is at hand: of bytes too.

import { toFetchHandler as ofTranspiled } from '../fetch/index.js';
import { isBytes } from '../fetch/source.js';
import { compile } from '../load/compile.js';

/** @type {typeof import('../../types/serve.js').toFetchHandler} */
export const toFetchHandler = (component, options) =>
  ofTranspiled(isBytes(component) ? compile(component, { asyncMode: canSuspend() ? 'jspi' : 'sync' }) : component, options);

/** Whether this engine has JSPI. */
const canSuspend = () => 'Suspending' in WebAssembly && 'promising' in WebAssembly;
