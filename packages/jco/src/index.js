// What `import { … } from 'jco'` gives: functions from bytes to bytes. Their types are in types/index.d.ts.

export {
  componentEmbed,
  componentNew,
  metadataAdd,
  metadataShow,
  preview1AdapterCommandPath,
  preview1AdapterReactorPath,
} from './api/component.js';
export { opt } from './api/opt.js';
export { componentExports, componentWit, guestTypes, parse, print, types } from './api/text.js';
export { transpile } from './api/transpile.js';
export { JcoArgumentError, JcoError } from './errors.js';
