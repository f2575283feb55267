import makePen, { render, type Canvas, type ImportObject, type Options, type Pen } from './expected/world.js';

const options: Options = { path: [{ x: 1 }] };
class HostCanvas {
  constructor(readonly options: Options) {}
  draw(point: { x: number }) {
    if (point.x > 1) throw 'too far';
  }
  static blank() {
    return new HostCanvas({ path: [] });
  }
}
class HostPen {
  up() {}
}
({
  canvas: { default: HostCanvas },
  pen: { default: HostPen },
  'make-pen': { default: () => new HostPen() },
  log: { default: (message, at) => void (at.tag === 'some' && at.val?.x) },
  delete: { default: (path) => void path.map(({ x }) => x) },
}) satisfies ImportObject;
render(options, new HostCanvas(options)) satisfies number;
const pen: Pen = makePen();
// @ts-expect-error the class is the host's
import { Pen as Missing } from './expected/world.js'; new Missing();
declare const canvas: Canvas;
canvas.draw({ x: 1 });
export { pen };
