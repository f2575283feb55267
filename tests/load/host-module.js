// A host that a worker imports itself.

export { imports as default } from '../runtime/library-host.js';
