// wasi:sockets/tcp against Node's own sockets: what goes over the wire, and the states of WASI's TCP.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monotonicClock } from '../lib/clocks/index.js';
import { poll } from '../lib/io/index.js';
import { networkErrorCode } from '../lib/sockets/network.js';
import { drop, guestOn, readAll, ready, v4, v6 } from './network.js';
import { bytes, text, thrown } from './payload.js';
import { startPeer } from './peer.js';

const guest = guestOn();

/** A server that tells its port, then what `onConnection` wants. */
const server = (context, onConnection, listen = "0, '127.0.0.1'") =>
  startPeer(context, `
    const server = net.createServer({ allowHalfOpen: true }, (socket) => { socket.on('error', () => {}); ${onConnection} });
    server.listen(${listen}, () => tell(server.address().port));
    commands.close = () => server.close(() => tell('closed'));`);

test('a connection carries bytes both ways, and both sides see the same addresses', (context) => {
  const peer = server(context, `
    tell({ address: socket.remoteAddress, port: socket.remotePort });
    socket.pipe(socket);`);
  const port = peer.hear();
  const { socket, input, output } = guest.connect(v4(port));
  assert.deepEqual(socket.remoteAddress(), v4(port));
  const seen = peer.hear();
  assert.deepEqual(socket.localAddress(), v4(seen.port));
  assert.equal(socket.addressFamily(), 'ipv4');
  output.blockingWriteAndFlush(bytes('hello'));
  assert.equal(text(input.blockingRead(100n)), 'hello');
  drop(input, output, socket);
});

test('each direction ends by itself', (context) => {
  const peer = server(context, `
    let all = '';
    socket.on('data', (chunk) => (all += chunk));
    socket.on('end', () => { tell(all); setImmediate(() => socket.end('answer to ' + all)); });`);
  const { socket, input, output } = guest.connect(v4(peer.hear()));
  output.blockingWriteAndFlush(bytes('question'));
  socket.shutdown('send');
  socket.shutdown('send');
  assert.equal(peer.hear(), 'question');
  assert.equal(thrown(() => output.checkWrite()).tag, 'closed');
  assert.equal(readAll(input), 'answer to question');
  drop(input, output, socket);
});

test('after shutdown of receiving nothing is read, and sending goes on', (context) => {
  const peer = server(context, `
    socket.write(new Uint8Array(5_000_000), () => tell('rid of it all'));
    let all = '';
    socket.on('data', (chunk) => (all += chunk));
    socket.on('end', () => tell(all));`);
  const { socket, input, output } = guest.connect(v4(peer.hear()));
  ready(input.subscribe());
  socket.shutdown('receive');
  assert.equal(thrown(() => input.read(10n)).tag, 'closed');
  assert.equal(input.subscribe().ready(), true);
  assert.equal(peer.hear(), 'rid of it all');
  output.blockingWriteAndFlush(bytes('still here'));
  drop(input, output, socket);
  assert.equal(peer.hear(), 'still here');
});

test('what was written is sent though everything is dropped at once', (context) => {
  const peer = server(context, `
    let count = 0;
    socket.on('data', (chunk) => (count += chunk.length));
    socket.on('end', () => tell(count));`);
  const { socket, input, output } = guest.connect(v4(peer.hear()));
  const permit = Number(output.checkWrite());
  output.write(new Uint8Array(permit));
  drop(input, socket, output);
  assert.equal(peer.hear(), permit);
});

test('a peer that resets the connection is an error, told once', (context) => {
  const peer = server(context, `socket.once('data', () => socket.resetAndDestroy());`);
  const { socket, input, output } = guest.connect(v4(peer.hear()));
  // Not flushed: the reset may come before that is over, and would be told there.
  output.checkWrite();
  output.write(bytes('x'));
  const failure = thrown(() => input.blockingRead(10n));
  assert.equal(failure.tag, 'last-operation-failed');
  assert.equal(networkErrorCode(failure.val), 'connection-reset');
  assert.match(failure.val.toDebugString(), /ECONNRESET/);
  assert.equal(thrown(() => input.read(10n)).tag, 'closed');
  assert.ok(thrown(() => output.checkWrite()).tag);
  assert.equal(thrown(() => output.checkWrite()).tag, 'closed');
  drop(input, output, socket);
});

test('a server of the guest is a server to others', (context) => {
  const { socket: listener, local } = guest.listen(v4(0));
  assert.ok(local.val.port > 0);
  assert.equal(listener.isListening(), true);
  assert.equal(thrown(() => listener.accept()), 'would-block');
  const peer = startPeer(context, `
    for (let index = 0; index < 40; index++) {
      const socket = net.connect(${local.val.port}, '127.0.0.1', () => socket.write('request ' + index));
      let answer = '';
      socket.on('data', (chunk) => (answer += chunk)).on('end', () => tell({ answer, port: socket.localPort }));
    }`);
  const ports = new Set();
  for (let count = 0; count < 40; count++) {
    const { socket, input, output } = guest.accept(listener);
    assert.deepEqual(socket.localAddress(), local);
    assert.equal(socket.isListening(), false);
    ports.add(socket.remoteAddress().val.port);
    output.blockingWriteAndFlush(bytes('answer to ' + text(input.blockingRead(100n))));
    drop(input, output, socket);
  }
  const answers = Array.from({ length: 40 }, () => peer.hear());
  assert.deepEqual(new Set(answers.map(({ port }) => port)), ports);
  assert.deepEqual(new Set(answers.map(({ answer }) => answer)), new Set(Array.from({ length: 40 }, (_, index) => `answer to request ${index}`)));
  drop(listener);
});

test('a listener is gone when it is dropped', () => {
  const { socket, local } = guest.listen(v4(0));
  drop(socket);
  assert.equal(thrown(() => guest.connect(local)), 'connection-refused');
  const again = guest.listen(local);
  assert.deepEqual(again.local, local);
  drop(again.socket);
});

test('a socket connects from where it is bound', (context) => {
  const peer = server(context, `tell(socket.remotePort); socket.end();`);
  const port = peer.hear();
  const socket = guest.tcp();
  const local = guest.bind(socket, v4(0));
  const { input, output } = guest.connect(v4(port), socket);
  assert.equal(peer.hear(), local.val.port);
  assert.deepEqual(socket.localAddress(), local);
  assert.equal(readAll(input), '');
  drop(input, output, socket);
});

test('IPv6, and IPv6 only', (context) => {
  const peer = server(context, 'socket.pipe(socket);', "{ port: 0, host: '::1' }");
  const { socket, input, output } = guest.connect(v6(peer.hear()));
  output.blockingWriteAndFlush(bytes('six'));
  assert.equal(text(input.blockingRead(10n)), 'six');
  drop(input, output, socket);

  const { socket: listener, local } = guest.listen(v6(0, [0, 0, 0, 0, 0, 0, 0, 0]));
  assert.equal(thrown(() => guest.connect(v4(local.val.port))), 'connection-refused');
  const both = guest.listen(v4(local.val.port, [0, 0, 0, 0]));
  drop(listener, both.socket);
});

const MAPPED = [0, 0, 0, 0, 0, 0xffff, 0x7f00, 1];

test('what cannot be bound', (context) => {
  const port = server(context, '').hear();
  for (const [family, address, code] of [
    ['ipv4', v4(port), 'address-in-use'],
    ['ipv4', v4(0, [192, 0, 2, 1]), 'address-not-bindable'],
    ['ipv6', v6(0, [0x2001, 0xdb8, 0, 0, 0, 0, 0, 1]), 'address-not-bindable'],
    ['ipv4', v6(0), 'invalid-argument'],
    ['ipv6', v4(0), 'invalid-argument'],
    ['ipv6', v6(0, MAPPED), 'invalid-argument'],
    ['ipv4', v4(0, [224, 0, 0, 1]), 'invalid-argument'],
    ['ipv4', v4(0, [255, 255, 255, 255]), 'invalid-argument'],
    ['ipv6', v6(0, [0xff02, 0, 0, 0, 0, 0, 0, 1]), 'invalid-argument'],
  ]) {
    const socket = guest.tcp(family);
    assert.equal(thrown(() => guest.bind(socket, address)), code, JSON.stringify(address));
    assert.equal(thrown(() => socket.localAddress()), 'invalid-state');
    const own = family === 'ipv4' ? v4(0) : v6(0);
    assert.ok(guest.bind(socket, own).val.port > 0, 'it can be bound to something else');
    drop(socket);
  }
});

test('a socket that could not be bound connects as if no one had tried', (context) => {
  const port = server(context, 'socket.end();').hear();
  const socket = guest.tcp();
  assert.equal(thrown(() => guest.bind(socket, v4(port))), 'address-in-use');
  const { input, output } = guest.connect(v4(port), socket);
  assert.equal(readAll(input), '');
  drop(input, output, socket);
});

test('what cannot be connected to', () => {
  const { socket: listener, local } = guest.listen(v4(0));
  drop(listener);
  for (const [family, address, code] of [
    ['ipv4', local, 'connection-refused'],
    ['ipv4', v4(80, [0, 0, 0, 0]), 'invalid-argument'],
    ['ipv6', v6(80, [0, 0, 0, 0, 0, 0, 0, 0]), 'invalid-argument'],
    ['ipv4', v4(0), 'invalid-argument'],
    ['ipv4', v6(80), 'invalid-argument'],
    ['ipv6', v6(80, MAPPED), 'invalid-argument'],
    ['ipv4', v4(80, [255, 255, 255, 255]), 'invalid-argument'],
    ['ipv4', v4(80, [230, 0, 0, 1]), 'invalid-argument'],
  ]) {
    const socket = guest.tcp(family);
    assert.equal(thrown(() => guest.connect(address, socket)), code, JSON.stringify(address));
    const isRefused = code === 'connection-refused';
    assert.equal(thrown(() => socket.finishConnect()), 'not-in-progress');
    if (isRefused) assert.equal(thrown(() => socket.startConnect(guest.network, local)), 'invalid-state');
    drop(socket);
  }
});

test('nothing can be done in the wrong state', (context) => {
  const peer = server(context, '');
  const port = peer.hear();
  const attempts = {
    startBind: (socket) => socket.startBind(guest.network, v4(0)),
    finishBind: (socket) => socket.finishBind(),
    startConnect: (socket) => socket.startConnect(guest.network, v4(port)),
    finishConnect: (socket) => socket.finishConnect(),
    startListen: (socket) => socket.startListen(),
    finishListen: (socket) => socket.finishListen(),
    accept: (socket) => socket.accept(),
    localAddress: (socket) => socket.localAddress(),
    remoteAddress: (socket) => socket.remoteAddress(),
    shutdown: (socket) => socket.shutdown('both'),
    setListenBacklogSize: (socket) => socket.setListenBacklogSize(5n),
  };
  const refusals = (socket, names) => Object.fromEntries(names.map((name) => [name, thrown(() => attempts[name](socket))]));
  const invalid = (...names) => Object.fromEntries(names.map((name) => [name, 'invalid-state']));
  const idle = (...names) => Object.fromEntries(names.map((name) => [name, 'not-in-progress']));
  const conflict = (...names) => Object.fromEntries(names.map((name) => [name, 'concurrency-conflict']));
  const check = (socket, expected) => assert.deepEqual(refusals(socket, Object.keys(expected)), expected);

  const socket = guest.tcp();
  check(socket, { ...invalid('startListen', 'accept', 'localAddress', 'remoteAddress', 'shutdown'), ...idle('finishBind', 'finishConnect', 'finishListen') });
  socket.startBind(guest.network, v4(0));
  check(socket, { ...conflict('startBind', 'localAddress'), ...invalid('startConnect', 'startListen', 'accept', 'remoteAddress', 'shutdown'), ...idle('finishConnect', 'finishListen') });
  ready(socket.subscribe());
  socket.finishBind();
  check(socket, { ...invalid('startBind', 'accept', 'remoteAddress', 'shutdown'), ...idle('finishBind', 'finishConnect', 'finishListen') });
  socket.startListen();
  check(socket, { ...conflict('startListen'), ...invalid('startBind', 'startConnect', 'accept', 'remoteAddress', 'shutdown'), ...idle('finishBind', 'finishConnect') });
  ready(socket.subscribe());
  socket.finishListen();
  check(socket, { ...invalid('startBind', 'startConnect', 'startListen', 'remoteAddress', 'shutdown'), accept: 'would-block', ...idle('finishBind', 'finishConnect', 'finishListen') });

  const connecting = guest.tcp();
  connecting.startConnect(guest.network, v4(port));
  check(connecting, { ...conflict('startConnect', 'remoteAddress'), ...invalid('startBind', 'startListen', 'accept', 'shutdown', 'setListenBacklogSize'), ...idle('finishBind', 'finishListen') });
  ready(connecting.subscribe());
  const [input, output] = connecting.finishConnect();
  check(connecting, { ...invalid('startBind', 'startConnect', 'startListen', 'accept', 'setListenBacklogSize'), ...idle('finishBind', 'finishConnect', 'finishListen') });
  assert.equal(connecting.subscribe().ready(), true);
  drop(input, output, connecting, socket);
});

test('options read back what was set, clamped; zero is refused', () => {
  const socket = guest.tcp();
  for (const [name, value, expected = value] of [
    ['KeepAliveEnabled', true],
    ['KeepAliveIdleTime', 1n, 1_000_000_000n],
    ['KeepAliveIdleTime', 60_000_000_000n],
    ['KeepAliveIdleTime', 2n ** 64n - 1n, 32_767_000_000_000n],
    ['KeepAliveInterval', 10_000_000_001n, 11_000_000_000n],
    ['KeepAliveCount', 4],
    ['KeepAliveCount', 2 ** 32 - 1, 127],
    ['HopLimit', 42],
    ['ReceiveBufferSize', 0x1_0000n],
    ['SendBufferSize', 2n ** 64n - 1n, 0x7fff_ffffn],
  ]) {
    const read = name[0].toLowerCase() + name.slice(1);
    socket[`set${name}`](value);
    assert.equal(socket[read](), expected, name);
    if (typeof value !== 'boolean') assert.equal(thrown(() => socket[`set${name}`](typeof value === 'bigint' ? 0n : 0)), 'invalid-argument');
    assert.equal(socket[read](), expected);
  }
  assert.equal(thrown(() => socket.setListenBacklogSize(0n)), 'invalid-argument');
  socket.setListenBacklogSize(2n ** 64n - 1n);
  guest.bind(socket, v4(0));
  socket.startListen();
  ready(socket.subscribe());
  socket.finishListen();
  const { socket: near, input, output } = guest.connect(socket.localAddress());
  const { socket: far, input: farInput, output: farOutput } = guest.accept(socket);
  assert.equal(far.keepAliveEnabled(), true);
  assert.equal(far.hopLimit(), 42);
  assert.equal(near.hopLimit(), 64);
  far.setKeepAliveEnabled(false);
  drop(input, output, near, farInput, farOutput, far, socket);
});

test('poll waits for sockets and timers together', (context) => {
  const peer = server(context, `commands.write = () => socket.write('now'); tell('connected');`);
  const { socket, input, output } = guest.connect(v4(peer.hear()));
  peer.hear();
  const pollables = () => [input.subscribe(), monotonicClock.subscribeDuration(20_000_000n), output.subscribe()];
  const [bytesReady, timer] = pollables();
  const start = monotonicClock.now();
  assert.deepEqual([...poll.poll([bytesReady, timer])], [1]);
  assert.ok(monotonicClock.now() - start >= 20_000_000n);
  peer.command('write');
  assert.deepEqual([...poll.poll([monotonicClock.subscribeDuration(10_000_000_000n), bytesReady])], [1]);
  assert.deepEqual([...poll.poll(pollables())], [0, 2]);
  assert.equal(text(input.read(10n)), 'now');
  assert.equal(bytesReady.ready(), false);
  drop(bytesReady, input, output, socket);
  assert.equal(bytesReady.ready(), true);
});

test('connections that are not accepted are closed with their listener', (context) => {
  const { socket: listener, local } = guest.listen(v4(0));
  const peer = startPeer(context, `
    let open = 0, closed = 0;
    for (let index = 0; index < 40; index++) {
      const socket = net.connect(${local.val.port}, '127.0.0.1', () => ++open === 40 && tell('open'));
      socket.on('error', () => {}).on('close', () => ++closed === 40 && tell('closed')).resume();
    }`);
  assert.equal(peer.hear(), 'open');
  ready(listener.subscribe());
  drop(listener);
  assert.equal(peer.hear(), 'closed');
});
