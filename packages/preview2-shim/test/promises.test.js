// With a port of promises everything that waits returns one, and the loop of this thread goes on: the server is in it.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { register } from 'node:module';
import { createServer } from 'node:net';
import { test } from 'node:test';

register('./promise-port.js', import.meta.url);
const { createSockets } = await import('../lib/sockets/index.js');
const { monotonicClock } = await import('../lib/clocks/index.js');
const { poll } = await import('../lib/io/index.js');

const sockets = createSockets({ network: true });
const network = sockets.instanceNetwork.instanceNetwork();

test('a guest talks to a server in its own thread', async (context) => {
  const server = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
  context.after(() => server.close());
  await once(server, 'listening');
  const remote = { tag: 'ipv4', val: { port: server.address().port, address: [127, 0, 0, 1] } };

  const socket = sockets.tcpCreateSocket.createTcpSocket('ipv4');
  socket.startConnect(network, remote);
  const connecting = socket.subscribe().block();
  assert.ok(connecting instanceof Promise);
  await connecting;
  const [input, output] = socket.finishConnect();

  const TOTAL = 1_000_000;
  const reading = (async () => {
    let count = 0;
    for (; count < TOTAL; count += (await input.blockingRead(100_000n)).length);
    return count;
  })();
  for (let sent = 0; sent < TOTAL; sent += 4000) await output.blockingWriteAndFlush(new Uint8Array(4000));
  assert.equal(await reading, TOTAL);

  const soon = monotonicClock.subscribeDuration(20_000_000n);
  assert.deepEqual([...(await poll.poll([input.subscribe(), soon]))], [1]);
  for (const resource of [input, output, socket]) resource[Symbol.dispose]();
});

test('what need not wait is no promise', () => {
  assert.deepEqual([...poll.poll([monotonicClock.subscribeDuration(0n)])], [0]);
});
