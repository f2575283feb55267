import assert from 'node:assert/strict';
import { test } from 'node:test';

import { traceCall, traceReturn } from '../tracing.js';

test('a call and its result are a line each on standard error', (t) => {
  /** @type {string[]} */
  const lines = [];
  t.mock.method(console, 'error', (/** @type {string} */ line) => lines.push(line));
  traceCall('f', {});
  const values = { list: [1, 2], bytes: new Uint16Array(3), record: { big: 7n }, none: undefined };
  traceCall('a:b/c#g', { x: 1, y: 2n, text: 'a"b', ...values });
  traceReturn('f');
  traceReturn('f', null);
  traceReturn('f', Symbol.iterator);
  assert.deepEqual(lines, [
    '[f] call',
    '[a:b/c#g] call x=1 y=2 text="a\\"b" list=[2 elements] bytes=[6 bytes] record={"big":"7"} none=undefined',
    '[f] return',
    '[f] return result=null',
    '[f] return result=undefined',
  ]);
});
