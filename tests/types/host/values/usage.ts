import { kinds, client, 'test:values/kinds@1.2.3' as full, type vocabulary } from './expected/world.js';
import type { Maybe, Option, Point, Result, Shape } from './expected/interfaces/test-values-kinds.js';
import { expect, type Same } from '../../expect.js';

expect<Same<typeof kinds, typeof full>>();
expect<Same<vocabulary.Identifier, bigint>>();

const point: Point = { x: 1, deep: { tag: 'some', val: undefined }, namedDeep: { tag: 'none' } };
const complete: Point = { ...point, yAxis: 2n, deeper: { tag: 'some', val: true }, named: 3 };
const lifted: Point = { ...point, yAxis: undefined, deeper: undefined, named: undefined };
// @ts-expect-error an option of an option is tagged
const untagged: Point = { ...point, deep: undefined };
// @ts-expect-error so it has to be there
const missing: Point = { x: 1, namedDeep: { tag: 'none' } };
// @ts-expect-error s64 is a bigint
const narrow: Point = { ...point, yAxis: 2 };
expect<Same<Maybe, number | undefined>>();
expect<Same<Option<string>, { tag: 'none' } | { tag: 'some'; val: string }>>();

kinds.scalars(true, 1, -1, 1, -1, 1, -1, 1n, -1n, 0.5, 0.5, 'c', 'text');
const bytes: Uint8Array = kinds.arrays(
  new Uint8Array(), new Int8Array(), new Uint16Array(), new Int16Array(), new Uint32Array(), new Int32Array(),
  new BigUint64Array(), new BigInt64Array(), new Float32Array(), new Float64Array(),
);
const texts: string[] = kinds.lists([true], ['c'], [point], [1, undefined], [bytes]);
expect<Same<ReturnType<typeof kinds.options>, string | undefined>>();
kinds.options(undefined, { tag: 'none' }, undefined, { tag: 'some', val: 1 });
kinds.results({ tag: 'ok', val: 1 }, { tag: 'ok', val: undefined }, { tag: 'err', val: 1 }, { tag: 'ok', val: 1 });

// An error is thrown, so what comes back is the rest.
const shape: Shape = kinds.results({ tag: 'err', val: 'no' }, { tag: 'err', val: undefined }, { tag: 'ok', val: undefined }, { tag: 'ok', val: 2 });
expect<Same<ReturnType<typeof kinds.fails>, void>>();
expect<Same<ReturnType<typeof kinds.outcomes>, number>>();
expect<Same<ReturnType<typeof kinds.listedResults>, Result<number, string>[]>>();

function area(shape: Shape): number {
  switch (shape.tag) {
    case 'circle': return shape.val ** 2;
    case 'square': return shape.val.x ** 2;
    case 'none': return 0;
    case 'maybe': return shape.val ?? 0;
    case 'of': return shape.val.length;
  }
}
area(shape);
// @ts-expect-error no such case
area({ tag: 'triangle' });
// @ts-expect-error a payload of another type
area({ tag: 'circle', val: '1' });

const [[count, name], [a, b, c, d], dictionary] = kinds.compound(point, { tag: 'none' }, 'light-green', { mayWrite: true });
const sum: number = count + a + b + c + d;
const found: Uint16Array | undefined = dictionary.get(name);
// @ts-expect-error no such colour
kinds.compound(point, { tag: 'none' }, 'lightGreen', {});
// @ts-expect-error no such flag
kinds.compound(point, { tag: 'none' }, 'red', { 'may-write': true });
// @ts-expect-error a tuple of one is not its element
kinds.oneTuple(1);

const drawn = client.draw({ origin: complete, figures: [shape], background: 'red' });
area(drawn);
client.draw({ origin: lifted, figures: [] });
export { bytes, texts, sum, found, untagged, missing, narrow };
