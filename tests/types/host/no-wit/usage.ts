import { Thing, code, f, outer, type ImportObject } from './expected/world.js';

new Thing().get() satisfies number;
outer.inner.g() satisfies number;
f('low') satisfies 'low' | 'high';
const modules: WebAssembly.Module[] = [code, outer.code];
class Handle {
  constructor(public name: number) {}
  moveTo(to: { x: number; y?: number | undefined }) {}
  static any() {
    return undefined;
  }
}
({
  engine: { default: code },
  'test:host/things': { Handle },
  plain: { default: (a, [point, handle], c, d) => a.length === point.x && c.tag === 'ok' && d.tag === 'none' },
  "url=<https://example.com/'\\*/${x}>": { default() {} },
}) satisfies ImportObject;
export { modules };
