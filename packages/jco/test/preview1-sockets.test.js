// Sockets of a guest on preview 1: one that listens is given, a real client connects.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';

import { createSockets } from '@jco/preview2-shim/sockets';
import { Preview1 } from 'jco/preview1';

const AGAIN = 6;
const NOTCONN = 53;
const NOTSUP = 58;

const RESULT = 8;
const LIST = 512;
const NONBLOCK = 4;
const FIRST = 3;

const READ_EVENT = 1;

function listen() {
  const { instanceNetwork, tcpCreateSocket } = createSockets({ network: { bind: true } });
  const socket = tcpCreateSocket.createTcpSocket('ipv4');
  socket.startBind(instanceNetwork.instanceNetwork(), { tag: 'ipv4', val: { port: 0, address: [127, 0, 0, 1] } });
  socket.subscribe().block();
  socket.finishBind();
  socket.startListen();
  socket.subscribe().block();
  socket.finishListen();
  return { socket, port: socket.localAddress().val.port };
}

/**
 * A client on a thread of its own, since this one stands still while the guest waits: sends, reads what comes back to
 * its end, and writes how many bytes that were where this thread sees it.
 *
 * @param {import('node:test').TestContext} context
 * @param {number} port
 * @param {string} greeting
 */
function connect(context, port, greeting) {
  const received = new Int32Array(new SharedArrayBuffer(4));
  const client = new Worker(`
    const { workerData: { port, greeting, received } } = require('node:worker_threads');
    const socket = require('node:net').connect(port, '127.0.0.1', () => socket.write(greeting));
    let bytes = 0;
    socket.on('data', (data) => (bytes += data.length));
    socket.on('end', () => (Atomics.store(received, 0, bytes), Atomics.notify(received, 0)));`,
    { eval: true, workerData: { port, greeting, received } });
  context.after(() => client.terminate());
  return () => {
    assert.notEqual(Atomics.wait(received, 0, 0, 10_000), 'timed-out');
    return received[0];
  };
}

/** @param {import('jco/preview1').Preview1Config} config */
function guest(config) {
  const memory = new WebAssembly.Memory({ initial: 8 });
  const preview1 = new Preview1(config);
  preview1.initialize(/** @type {any} */ ({ exports: { memory } }));
  const view = new DataView(memory.buffer);
  const list = (/** @type {number} */ at, /** @type {number} */ length) => {
    view.setUint32(LIST, at, true);
    view.setUint32(LIST + 4, length, true);
    return /** @type {[number, number]} */ ([LIST, 1]);
  };
  const u32 = () => view.getUint32(RESULT, true);
  const text = (/** @type {number} */ at, /** @type {number} */ length) => Buffer.from(memory.buffer, at, length).toString();
  return { preview1, call: preview1.imports.wasi_snapshot_preview1, view, list, u32, text };
}

test('a connection is accepted, read, polled, written and shut down', (context) => {
  const { socket, port } = listen();
  const { preview1, call, view, list, u32, text } = guest({ sockets: [socket] });
  context.after(() => preview1[Symbol.dispose]());
  assert.equal(call.fd_fdstat_set_flags(FIRST, NONBLOCK), 0);
  assert.equal(call.sock_accept(FIRST, 0, RESULT), AGAIN);
  assert.equal(call.fd_fdstat_set_flags(FIRST, 0), 0);
  assert.equal(call.sock_recv(FIRST, ...list(1024, 16), 0, RESULT, RESULT), NOTCONN);

  const received = connect(context, port, 'hello');
  assert.equal(call.sock_accept(FIRST, 0, RESULT), 0);
  const connection = u32();
  assert.equal(connection, FIRST + 1);
  assert.equal(call.fd_fdstat_get(connection, 64), 0);
  assert.equal(view.getUint8(64), 6);

  view.setUint8(LIST + 8, READ_EVENT);
  view.setUint32(LIST + 16, connection, true);
  assert.equal(call.poll_oneoff(LIST, 1024, 1, RESULT), 0);
  assert.equal(call.sock_recv(connection, ...list(1024, 16), 1, RESULT, 16), NOTSUP);
  assert.equal(call.sock_recv(connection, ...list(1024, 16), 0, RESULT, 16), 0);
  assert.equal(text(1024, u32()), 'hello');

  assert.equal(call.fd_fdstat_set_flags(connection, NONBLOCK), 0);
  assert.equal(call.fd_read(connection, ...list(1024, 16), RESULT), AGAIN);
  assert.equal(call.fd_fdstat_set_flags(connection, 0), 0);

  let sent = 0;
  for (const length of [5, 300_000]) {
    for (let left = length; left > 0; left -= u32()) {
      assert.equal(call.sock_send(connection, ...list(4096, left), 0, RESULT), 0);
    }
    sent += length;
  }
  assert.equal(call.sock_shutdown(connection, 2), 0);
  assert.equal(received(), sent);

  // The client has ended its half as well.
  assert.equal(call.fd_read(connection, ...list(1024, 16), RESULT), 0);
  assert.equal(u32(), 0);
  assert.equal(call.fd_close(connection), 0);
});
