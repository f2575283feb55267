// What a client sees of a handler.

import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { describe, test } from 'node:test';

import { fetched, rawConnection, serving } from './client.js';

for (const isolate of /** @type {const} */ (['request', 'none'])) {
  describe(`isolate ${isolate}`, () => {
    test('a response is what the handler made', async (context) => {
      const { url } = await serving(context, { isolate });
      const { status, headers, text } = await fetched(`${url}hello`);
      assert.equal(status, 200);
      assert.equal(headers['content-length'], '12');
      assert.equal(text, 'Hello, WASI!');
    });

    test('the handler sees method, target, authority and headers', async (context) => {
      const { url, port } = await serving(context, { isolate });
      const { text } = await fetched(`${url}head?a=b%20c`, {
        method: 'DELETE',
        headers: { 'X-Two': ['1', '2'], connection: 'keep-alive', 'proxy-authorization': 'secret' },
      });
      assert.match(text, /^method Method::Delete$/m);
      assert.match(text, /^path Some\("\/head\?a=b%20c"\)$/m);
      assert.match(text, new RegExp(`^authority Some\\("127.0.0.1:${port}"\\)$`, 'm'));
      assert.match(text, /^x-two: 1\nx-two: 2$/im);
      assert.doesNotMatch(text, /connection|authorization|^host/im);
    });

    test('a body of any size comes back as it went', async (context) => {
      const { url } = await serving(context, { isolate });
      for (const length of [0, 1, 65_536, 3_000_001]) {
        const body = Buffer.alloc(length, 'abcdefghi');
        const answer = await fetched(`${url}echo`, { method: 'POST', body });
        assert.ok(answer.isWhole);
        assert.ok(answer.body.equals(body), `${length} bytes`);
      }
    });

    test('instances count their requests', async (context) => {
      const { url } = await serving(context, { isolate, maxInstances: 1 });
      const counts = [];
      for (let count = 0; count < 3; count++) counts.push((await fetched(`${url}count`)).text);
      assert.deepEqual(counts, isolate === 'none' ? ['1', '2', '3'] : ['1', '1', '1']);
    });

    test('a handler that traps is answered for, and its instance gone', async (context) => {
      const { url, warnings } = await serving(context, { isolate, maxInstances: 1 });
      assert.equal((await fetched(`${url}count`)).text, '1');
      assert.equal((await fetched(`${url}trap`)).status, 500);
      assert.equal((await fetched(`${url}count`)).text, '1');
      assert.match(warnings.join('\n'), /GET \/trap: RuntimeError: unreachable/);
    });
  });
}

test('chunked bodies and trailers go both ways', async (context) => {
  const { url } = await serving(context);
  const up = await fetched(`${url}echo`, {
    method: 'POST',
    headers: { 'transfer-encoding': 'chunked', trailer: 'x-sum' },
    body: [Buffer.from('one '), Buffer.from('two')],
    trailers: { 'x-sum': '7' },
  });
  assert.equal(up.text, 'one two');
  assert.equal(up.trailers['x-sum'], '7');
  const down = await fetched(`${url}trailers`);
  assert.equal(down.text, 'body with trailers');
  assert.equal(down.trailers['x-sum'], '18');
  assert.equal(down.trailers['x-end'], 'yes');
});

test('repeated fields stay apart, and bytes stay bytes', async (context) => {
  const { url } = await serving(context);
  const { rawHeaders } = await fetched(`${url}fields`);
  assert.deepEqual(rawHeaders.slice(0, 8), ['Set-Cookie', 'a=1', 'X-Other', 'between', 'set-cookie', 'b=2', 'x-latin', 'caf\xe9']);
});

test('HEAD, 204 and 304 have no body', async (context) => {
  const { url } = await serving(context);
  const head = await fetched(`${url}hello`, { method: 'HEAD' });
  assert.equal(head.headers['content-length'], '12');
  assert.equal(head.body.length, 0);
  for (const status of [204, 304]) {
    const answer = await fetched(`${url}status/${status}`);
    assert.equal(answer.status, status);
    assert.equal(answer.headers['content-length'], undefined);
    assert.equal(answer.headers['transfer-encoding'], undefined);
  }
});

test('pieces are sent as they are written', async (context) => {
  const server = await serving(context);
  const { socket, until } = await rawConnection(server);
  socket.write('GET /slow/2/5000 HTTP/1.1\r\nhost: a\r\n\r\n');
  assert.doesNotMatch(await until(/piece 0/), /piece 1/);
  socket.destroy();
});

test('a response is sent before the handler returns', async (context) => {
  const { url } = await serving(context);
  assert.equal((await fetched(`${url}early`)).text, 'early');
});

test('a connection is used again, after an error too', async (context) => {
  const { url } = await serving(context);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  context.after(() => agent.destroy());
  const ports = new Set();
  for (const path of ['hello', 'trap', 'hello', 'none', 'error', 'hello']) {
    const body = path === 'trap' ? 'nobody reads this'.repeat(5000) : undefined;
    const { rawHeaders } = await fetched(`${url}${path}`, { agent, method: body ? 'POST' : 'GET', body });
    assert.ok(rawHeaders.length > 0);
    for (const sockets of Object.values(agent.freeSockets)) for (const { localPort } of sockets ?? []) ports.add(localPort);
  }
  assert.equal(ports.size, 1);
});

test('without a response, or with an error in its place, there is a status', async (context) => {
  const { url, warnings } = await serving(context);
  assert.equal((await fetched(`${url}none`)).status, 500);
  assert.equal((await fetched(`${url}error`)).status, 504);
  assert.match(warnings.join('\n'), /\/none: the handler returned without a response/);
  assert.match(warnings.join('\n'), /\/error: the handler answered with HTTP-response-timeout/);
});

test('a body of the wrong length, or not finished, breaks off', async (context) => {
  const { url, warnings } = await serving(context);
  for (const path of ['short/100', 'unfinished', 'trap-after']) {
    const { status, isWhole } = await fetched(`${url}${path}`);
    assert.equal(status, 200, path);
    assert.equal(isWhole, false, path);
  }
  assert.match(warnings.join('\n'), /GET \/unfinished: the handler dropped the body[^]*GET \/trap-after: RuntimeError: unreachable/);
  assert.equal((await fetched(`${url}hello`)).text, 'Hello, WASI!');
});

test('many requests at once are all answered', async (context) => {
  const { url } = await serving(context);
  const agent = new Agent({ keepAlive: true, maxSockets: 100 });
  context.after(() => agent.destroy());
  const answers = await Promise.all(Array.from({ length: 500 }, () => fetched(`${url}hello`, { agent })));
  assert.ok(answers.every(({ text }) => text === 'Hello, WASI!'));
});
