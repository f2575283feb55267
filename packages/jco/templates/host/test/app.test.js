import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as app from '../generated/app.js';

test('the component exports what its world says', () => {
  for (const name of [{{exportNames}}]) assert.ok(name in app, name);
});
