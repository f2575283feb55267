// The worker behind channels: its death, its absence, the end of the process, several of them, and what they leave behind.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { networkErrorCode } from '../lib/sockets/network.js';
import { open } from '../lib/platform/node/channels.js';
import { drop, guestOn, ready, v4 } from './network.js';
import { bytes, thrown } from './payload.js';
import { startPeer } from './peer.js';

const guest = guestOn();

/** A server that tells its port, then what each connection has sent at its end. */
const collector = (context) =>
  startPeer(context, `
    const server = net.createServer((socket) => {
      let count = 0;
      socket.on('error', () => {}).on('data', (chunk) => (count += chunk.length)).on('close', () => tell(count));
    });
    server.listen(0, '127.0.0.1', () => tell(server.address().port));`);

test('a worker that dies fails what is open, and another one takes over', (context) => {
  const port = collector(context).hear();
  const { socket, input, output } = guest.connect(v4(port));
  const { socket: listener } = guest.listen(v4(0));
  const udp = guest.udpBound(v4(0));
  const [incoming, outgoing] = udp.stream(undefined);
  const connecting = guest.tcp();
  connecting.startConnect(guest.network, v4(port));
  open('a driver that does not exist', {});

  ready(input.subscribe());
  const failure = thrown(() => input.blockingRead(10n));
  assert.equal(failure.tag, 'last-operation-failed');
  assert.equal(networkErrorCode(failure.val), 'unknown');
  assert.match(failure.val.toDebugString(), /worker.* died: TypeError.*worker\/main.js/s);
  assert.equal(thrown(() => output.blockingWriteAndFlush(bytes('x'))).tag, 'last-operation-failed');
  assert.equal(thrown(() => listener.accept()), 'unknown');
  ready(connecting.subscribe());
  assert.ok(['unknown', undefined].includes(thrown(() => { connecting.finishConnect(); throw undefined; })));
  ready(incoming.subscribe());
  assert.equal(thrown(() => incoming.receive(1n)), 'unknown');
  drop(socket, input, output, listener, udp, incoming, outgoing, connecting);

  drop(...Object.values(guest.connect(v4(port))));
});

test('a worker that was killed fails what is open, though it could not say so', () => {
  // What is terminated is told by an event, for which there is no loop while the guest waits.
  const body = `
    import { createRequire } from 'node:module';
    const threads = createRequire(import.meta.url)('node:worker_threads');
    let worker;
    threads.Worker = class extends threads.Worker {
      constructor(...args) {
        super(...args);
        worker = this;
      }
    };
    const { socket } = guest.listen(v4(0));
    worker.terminate();
    socket.subscribe().block();
    console.log(thrown(() => socket.accept()));`;
  const { stdout, stderr } = run(body);
  assert.equal(stdout, 'unknown\n', stderr);
});

/** Runs the body of a guest in a process of its own. */
function run(body, ...flags) {
  const url = (path) => JSON.stringify(new URL(path, import.meta.url));
  const code = `
    import { guestOn, ready, v4, readAll } from ${url('network.js')};
    import { thrown } from ${url('payload.js')};
    const guest = guestOn();
    ${body}`;
  const result = spawnSync(process.execPath, [...flags, '--input-type=module', '-e', code], { encoding: 'utf8', timeout: 20_000 });
  assert.equal(result.error, undefined, result.stderr);
  return result;
}

test('a process ends with its guest, and what the guest has written arrives', (context) => {
  const peer = collector(context);
  const port = peer.hear();
  for (const end of ['', 'process.exit(7);']) {
    const body = `
      const { output } = guest.connect(v4(${port}));
      output.write(new Uint8Array(Number(output.checkWrite())));
      guest.listen(v4(0));
      ${end}`;
    const { status, stderr } = run(body);
    assert.equal(stderr, '');
    assert.equal(status, end === '' ? 0 : 7);
    assert.equal(peer.hear(), 0x2_0000);
  }
});

test('a process ends though its peer takes nothing', (context) => {
  const peer = startPeer(context, `
    const server = net.createServer({ pauseOnConnect: true }, () => {});
    server.listen(0, '127.0.0.1', () => tell(server.address().port));`);
  const body = `
    const { output } = guest.connect(v4(${peer.hear()}));
    for (let idle = 0; idle < 100; ) {
      const permit = Number(output.checkWrite());
      if (permit > 0) output.write(new Uint8Array(permit));
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1), idle++;
    }
    console.log('full');`;
  const { status, stdout } = run(body);
  assert.deepEqual([status, stdout], [0, 'full\n']);
});

test('a worker that may not be started is an error code', () => {
  const major = Number(process.versions.node.split('.')[0]);
  const flag = major >= 24 ? '--permission' : '--experimental-permission';
  const body = `
    const socket = guest.tcp();
    const codes = [
      thrown(() => guest.bind(socket, v4(0))),
      thrown(() => guest.connect(v4(1))),
      thrown(() => guest.lookup('localhost')),
      thrown(() => guest.udpBound(v4(0))),
    ];
    console.log(codes.join());`;
  const { stdout, stderr } = run(body, flag, '--allow-fs-read=*');
  assert.equal(stdout, 'unknown,unknown,unknown,unknown\n', stderr);
});

test('a guest that lives in a worker thread has a worker of its own', (context) => {
  const { socket: listener, local } = guest.listen(v4(0));
  const code = `
    const { parentPort } = require('node:worker_threads');
    import(${JSON.stringify(new URL('network.js', import.meta.url).href)}).then(({ guestOn, readAll }) => {
      const guest = guestOn();
      const { output } = guest.connect(${JSON.stringify(local)});
      output.blockingWriteAndFlush(new TextEncoder().encode('from a thread'));
    });`;
  const worker = new Worker(code, { eval: true });
  worker.unref();
  context.after(() => worker.terminate());
  const { socket, input, output } = guest.accept(listener);
  assert.equal(Buffer.from(input.blockingRead(100n)).toString(), 'from a thread');
  drop(socket, input, output, listener);
});

test('connections leave nothing behind', { skip: process.platform !== 'linux' }, () => {
  const { socket: listener, local } = guest.listen(v4(0));
  const connectOften = (times) => {
    for (let count = 0; count < times; count++) {
      const near = guest.connect(local);
      const far = guest.accept(listener);
      near.output.blockingWriteAndFlush(bytes('x'));
      far.input.blockingRead(1n);
      drop(...Object.values(near), ...Object.values(far));
    }
  };
  const descriptors = () => readdirSync('/proc/self/fd').length;
  connectOften(500);
  const before = { descriptors: descriptors(), heap: process.memoryUsage().heapUsed, shared: process.memoryUsage().rss };
  connectOften(3000);
  assert.ok(descriptors() - before.descriptors < 20, `${descriptors()} descriptors`);
  assert.ok(process.memoryUsage().heapUsed - before.heap < 16 * 2 ** 20);
  assert.ok(process.memoryUsage().rss - before.shared < 64 * 2 ** 20);
  drop(listener);
});
