/// <reference path="./expected/world.d.ts" />
import log from 'log';
import Canvas from 'canvas';
import Pen from 'pen';
import makePen from 'make-pen';
import remove from 'delete';
import type * as world from 'test:world-level/world-level';

log('message', { tag: 'some', val: { x: 1 } });
remove([{ x: 1 }]);
const pen: Pen = makePen();
pen.up();
Canvas.blank().draw({ x: 1 });
// @ts-expect-error the host alone makes pens
new Pen();
export const render = ((options, canvas: Canvas) => options.path.length) satisfies typeof world.render;
export default makePen satisfies typeof world.default;
