import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { serve } from 'jco/serve';

test('it answers', async () => {
  const server = await serve(await readFile('{{name}}.wasm'), { port: 0 });
  try {
    const response = await fetch(server.url);
    assert.equal(await response.text(), 'Hello from {{name}}');
    assert.equal((await fetch(`${server.url}missing`)).status, 404);
  } finally {
    await server.close();
  }
});
