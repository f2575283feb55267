// What `jco run` takes of preview 1 and of the shim for it, so that scripts/bundle-shim.js can put it into one file.

export { stderr, stdout } from '@jco/preview2-shim/internal/platform/stdio.js';
export { useNative } from '@jco/preview2-shim/internal/platform/files.js';
export { Preview1 } from './index.js';
export { encode } from './memory.js';
