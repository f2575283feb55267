// With a port of promises a guest's requests go to a server in its own thread.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { register } from 'node:module';
import { test } from 'node:test';
import { bytes } from './payload.js';

// Before anything loads the port.
register('./promise-port.js', import.meta.url);
const { createHttp } = await import('../lib/http/index.js');
const { types, outgoingHandler } = createHttp({ network: true });

test('a request and its response, in the thread of the server', async (context) => {
  const server = createServer((request, response) => request.pipe(response)).listen(0, '127.0.0.1');
  context.after(() => server.close());
  await once(server, 'listening');

  const request = new types.OutgoingRequest(new types.Fields());
  request.setMethod({ tag: 'post' });
  request.setScheme({ tag: 'HTTP' });
  request.setAuthority(`127.0.0.1:${server.address().port}`);
  request.setPathWithQuery('/');
  const body = request.body();
  const future = outgoingHandler.handle(request, undefined);
  const output = body.write();
  const pollable = future.subscribe();
  const sent = 'x'.repeat(4000);

  await output.blockingWriteAndFlush(bytes(sent));
  const waited = pollable.block();
  assert.ok(waited instanceof Promise);
  await waited;
  const response = future.get().val.val;
  const incoming = response.consume();
  const input = incoming.stream();
  let received = '';
  while (received.length < 50 * sent.length) {
    if (received.length % sent.length === 0) await output.blockingWriteAndFlush(bytes(sent));
    received += Buffer.from(await input.blockingRead(1000n));
  }
  assert.equal(received, sent.repeat(50));
  output[Symbol.dispose]();
  types.OutgoingBody.finish(body, undefined);
  for (const resource of [pollable, future, input, incoming, response]) resource[Symbol.dispose]();
});
