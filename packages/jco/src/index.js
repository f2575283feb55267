// What `import { … } from 'jco'` gives: functions from bytes to bytes. Their types are in types/index.d.ts.

export { componentEmbed, componentNew, preview1AdapterCommandPath, preview1AdapterReactorPath } from './api/component.js';
export { metadataAdd, metadataShow } from './api/metadata.js';
export { opt } from './api/opt.js';
export { componentExports, componentWit, parse, print } from './api/text.js';
export { transpile } from './api/transpile.js';
export { guestTypes, types } from './api/types.js';
export { JcoArgumentError, JcoError } from './errors.js';
