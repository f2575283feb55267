import assert from 'node:assert/strict';
import { test } from 'node:test';

import { load } from 'jco/load';

import { imports } from './imports.js';

// WASI as far as it is asked for: standard streams, clocks and random numbers.
const component = await load('{{name}}.wasm', { imports, wasi: {} });
const { {{variables}} } = component;

test('everything is exported', () => {
  for (const exported of [{{variables}}]) assert.notEqual(exported, undefined);
});

test('functions can be called', () => {
{{calls}}
});
