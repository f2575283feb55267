// wasi:sockets/udp against Node's dgram.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { test } from 'node:test';
import { drop, guestOn, ready, v4, v6 } from './network.js';
import { assertTraps, bytes, text, thrown } from './payload.js';
import { startPeer } from './peer.js';

const guest = guestOn();

const echo = (context) =>
  startPeer(context, `
    const socket = dgram.createSocket('udp4');
    socket.on('message', (data, { port, size }) => { tell({ port, size }); socket.send('echo ' + data, port, '127.0.0.1'); });
    commands.send = (text, port) => socket.send(text, port, '127.0.0.1');
    socket.bind(0, '127.0.0.1', () => tell(socket.address().port));`);

/** Sends one, waiting for the permit. */
function send(outgoing, datagram) {
  while (outgoing.checkSend() === 0n) ready(outgoing.subscribe());
  return outgoing.send([datagram]);
}

function receive(incoming, most = 100n) {
  ready(incoming.subscribe());
  return incoming.receive(most);
}

test('datagrams go out and come in', (context) => {
  const peer = echo(context);
  const port = peer.hear();
  const socket = guest.udpBound(v4(0));
  const [incoming, outgoing] = socket.stream(undefined);
  assert.deepEqual(incoming.receive(10n), []);
  assert.equal(send(outgoing, { data: bytes('one'), remoteAddress: v4(port) }), 1n);
  assert.deepEqual(peer.hear(), { port: socket.localAddress().val.port, size: 3 });
  const [{ data, remoteAddress }] = receive(incoming);
  assert.equal(text(data), 'echo one');
  assert.deepEqual(remoteAddress, v4(port));
  drop(incoming, outgoing, socket);
});

test('what is sent just before the process ends goes out', { timeout: 60_000 }, async () => {
  const peer = dgram.createSocket('udp4');
  peer.bind(0, '127.0.0.1');
  await once(peer, 'listening');
  const program = `
    import { guestOn, v4 } from ${JSON.stringify(new URL('network.js', import.meta.url))};
    const [, outgoing] = guestOn().udpBound(v4(0)).stream(v4(${peer.address().port}));
    outgoing.checkSend();
    outgoing.send([{ data: new Uint8Array(60_000) }, { data: new Uint8Array(1) }]);
    process.exit();`;
  const sizes = [];
  const both = new Promise((resolve) => peer.on('message', ({ length }) => sizes.push(length) === 2 && resolve()));
  const ended = once(spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' }), 'close');
  assert.deepEqual(await ended, [0, null]);
  await both;
  assert.deepEqual(sizes, [60_000, 1]);
  peer.close();
});

test('several at once, empty and large ones', (context) => {
  const peer = echo(context);
  const remoteAddress = v4(peer.hear());
  const socket = guest.udpBound(v4(0));
  const [incoming, outgoing] = socket.stream(undefined);
  const sizes = [0, 1, 1000, 65_500];
  assert.ok(outgoing.checkSend() >= 4n);
  assert.equal(outgoing.send(sizes.map((size) => ({ data: new Uint8Array(size), remoteAddress }))), 4n);
  assert.deepEqual(sizes.map(() => peer.hear().size), sizes);
  const lengths = [];
  while (lengths.length < 4) lengths.push(...receive(incoming, 3n).map(({ data }) => data.length - 5));
  assert.deepEqual(lengths, sizes);
  drop(incoming, outgoing, socket);
});

test('a connected socket hears its peer only', (context) => {
  const [peer, stranger] = [echo(context), echo(context)];
  const [port, strangePort] = [peer.hear(), stranger.hear()];
  const socket = guest.udpBound(v4(0, [0, 0, 0, 0]));
  const { port: own } = socket.localAddress().val;
  assert.equal(thrown(() => socket.remoteAddress()), 'invalid-state');
  const [incoming, outgoing] = socket.stream(v4(port));
  assert.deepEqual(socket.remoteAddress(), v4(port));
  stranger.command('send', 'from a stranger', own);
  send(outgoing, { data: bytes('hello') });
  peer.hear();
  assert.deepEqual(receive(incoming).map(({ data }) => text(data)), ['echo hello']);
  assert.equal(thrown(() => send(outgoing, { data: bytes('x'), remoteAddress: v4(strangePort) })), 'invalid-argument');
  assert.equal(send(outgoing, { data: bytes('same'), remoteAddress: v4(port) }), 1n);

  const [incomingFromAll, outgoingToAll] = socket.stream(undefined);
  assert.equal(thrown(() => incoming.receive(1n)), 'invalid-state');
  assert.equal(thrown(() => outgoing.checkSend()), 'invalid-state');
  assert.equal(thrown(() => socket.remoteAddress()), 'invalid-state');
  assert.equal(thrown(() => send(outgoingToAll, { data: bytes('x') })), 'invalid-argument');
  send(outgoingToAll, { data: bytes('to you'), remoteAddress: v4(strangePort) });
  const texts = [];
  while (!texts.includes('echo to you')) texts.push(...receive(incomingFromAll).map(({ data }) => text(data)));
  drop(incoming, outgoing, incomingFromAll, outgoingToAll, socket);
});

test('sending needs a permit, which is used up', (context) => {
  const remoteAddress = v4(echo(context).hear());
  const socket = guest.udpBound(v4(0));
  const [incoming, outgoing] = socket.stream(undefined);
  assertTraps(() => outgoing.send([{ data: bytes('x'), remoteAddress }]), /permit/);
  const permit = Number(outgoing.checkSend());
  assertTraps(() => outgoing.send(new Array(permit + 1).fill({ data: bytes('x'), remoteAddress })), /permit/);
  assert.equal(outgoing.send([]), 0n);
  drop(incoming, outgoing, socket);
});

test('the permit ends where the host has not kept up, and comes back', (context) => {
  const remoteAddress = v4(echo(context).hear());
  const socket = guest.udpBound(v4(0));
  const [incoming, outgoing] = socket.stream(undefined);
  let sent = 0;
  for (; sent < 1000 && outgoing.checkSend() > 0n; sent++) outgoing.send([{ data: new Uint8Array(60_000), remoteAddress }]);
  assert.ok(sent >= 4);
  ready(outgoing.subscribe());
  assert.ok(outgoing.checkSend() > 0n);
  drop(incoming, outgoing, socket);
});

test('what cannot be sent is refused, or said next time', (context) => {
  const port = echo(context).hear();
  const socket = guest.udpBound(v4(0));
  const [incoming, outgoing] = socket.stream(undefined);
  for (const [datagram, code] of [
    [{ data: bytes('x') }, 'invalid-argument'],
    [{ data: bytes('x'), remoteAddress: v4(0) }, 'invalid-argument'],
    [{ data: bytes('x'), remoteAddress: v4(port, [0, 0, 0, 0]) }, 'invalid-argument'],
    [{ data: bytes('x'), remoteAddress: v6(port) }, 'invalid-argument'],
    [{ data: new Uint8Array(65_508), remoteAddress: v4(port) }, 'datagram-too-large'],
  ]) {
    assert.equal(thrown(() => send(outgoing, datagram)), code);
  }
  outgoing.checkSend();
  assert.equal(outgoing.send([{ data: bytes('fine'), remoteAddress: v4(port) }, { data: bytes('x') }]), 1n);
  drop(incoming, outgoing, socket);

  const gone = guest.udpBound(v4(0));
  const target = gone.localAddress();
  drop(gone);
  const connected = guest.udpBound(v4(0));
  const [answers, questions] = connected.stream(target);
  send(questions, { data: bytes('anyone?') });
  assert.equal(thrown(() => receive(answers)), 'connection-refused');
  drop(answers, questions, connected);
});

test('a peer that cannot be reached is said when sending, and another can be chosen', (context) => {
  const peer = echo(context);
  const port = peer.hear();
  const socket = guest.udpBound(v4(0));
  const unreachable = socket.stream(v4(9, [192, 0, 2, 1]));
  const code = thrown(() => {
    for (;;) {
      send(unreachable[1], { data: bytes('x') });
      ready(unreachable[1].subscribe());
      unreachable[0].receive(1n);
    }
  });
  assert.equal(typeof code, 'string', `${code}`);
  const [incoming, outgoing] = socket.stream(v4(port));
  send(outgoing, { data: bytes('back') });
  assert.deepEqual(receive(incoming).map(({ data }) => text(data)), ['echo back']);
  drop(...unreachable, incoming, outgoing, socket);
});

test('IPv6', () => {
  const [one, other] = [guest.udpBound(v6(0)), guest.udpBound(v6(0))];
  const [, outgoing] = one.stream(other.localAddress());
  const [incoming] = other.stream(undefined);
  send(outgoing, { data: bytes('six') });
  const [datagram] = receive(incoming);
  assert.equal(text(datagram.data), 'six');
  assert.deepEqual(datagram.remoteAddress, one.localAddress());
  assert.equal(one.addressFamily(), 'ipv6');
  drop(one, other, outgoing, incoming);
});

test('binding: addresses, and the order of things', (context) => {
  const port = echo(context).hear();
  for (const [family, address, code] of [
    ['ipv4', v4(port), 'address-in-use'],
    ['ipv4', v4(0, [192, 0, 2, 1]), 'address-not-bindable'],
    ['ipv4', v6(0), 'invalid-argument'],
    ['ipv6', v4(0), 'invalid-argument'],
    ['ipv6', v6(0, [0, 0, 0, 0, 0, 0xffff, 0x7f00, 1]), 'invalid-argument'],
  ]) {
    const socket = guest.udp(family);
    assert.equal(thrown(() => guest.bind(socket, address)), code, JSON.stringify(address));
    drop(socket);
  }
  const socket = guest.udp();
  assert.equal(thrown(() => socket.localAddress()), 'invalid-state');
  assert.equal(thrown(() => socket.stream(undefined)), 'invalid-state');
  assert.equal(thrown(() => socket.finishBind()), 'not-in-progress');
  socket.startBind(guest.network, v4(0));
  assert.equal(thrown(() => socket.startBind(guest.network, v4(0))), 'concurrency-conflict');
  ready(socket.subscribe());
  socket.finishBind();
  assert.equal(thrown(() => socket.finishBind()), 'not-in-progress');
  assert.equal(thrown(() => socket.startBind(guest.network, v4(0))), 'invalid-state');
  for (const remote of [v4(0), v4(1, [0, 0, 0, 0]), v6(1)]) assert.equal(thrown(() => socket.stream(remote)), 'invalid-argument');
  drop(socket);
});

test('options', () => {
  const socket = guest.udp();
  socket.setUnicastHopLimit(7);
  socket.setReceiveBufferSize(0x1_0000n);
  guest.bind(socket, v4(0));
  socket.setSendBufferSize(0x2_0000n);
  assert.equal(socket.unicastHopLimit(), 7);
  assert.equal(socket.receiveBufferSize(), 0x1_0000n);
  assert.equal(socket.sendBufferSize(), 0x2_0000n);
  assert.equal(thrown(() => socket.setUnicastHopLimit(0)), 'invalid-argument');
  assert.equal(thrown(() => socket.setReceiveBufferSize(0n)), 'invalid-argument');
  drop(socket);
});
