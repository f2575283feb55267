import { instantiate, type ImportObject } from './expected/world.js';

declare const imports: ImportObject;
declare const module: WebAssembly.Module;
const root = instantiate(() => module, imports);
const canvas = new imports.canvas.default({ path: [] });
root.render({ path: [] }, canvas) satisfies number;
root.default().up();
