// What a guest may do on the network, by address, by name and by port; and the texts of addresses that patterns are of.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAddress, parseAddress } from '../lib/core/ip.js';
import { networkPolicy } from '../lib/core/network-policy.js';
import { WASIShim } from '../lib/instantiation.js';
import * as sockets from '../lib/sockets/index.js';
import { drop, finish, guestOn, v4 } from './network.js';
import { thrown } from './payload.js';

test('addresses are read and written', () => {
  for (const [text, canonical = text] of [
    ['0.0.0.0'], ['255.255.255.255'], ['::'], ['::1'], ['1::'], ['a:b:c:d:e:f:1:2'], ['0:0:1::'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'], ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'], ['::ffff:1.2.3.4', '::ffff:102:304'], ['FE80::A', 'fe80::a'],
  ]) {
    assert.equal(formatAddress(parseAddress(text)), canonical);
  }
  for (const text of ['', '1.2.3', '1.2.3.4.5', '01.2.3.4', '256.0.0.0', '1.2.3.4::', ':::', '1::2::3', ':1', '1:', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '12345::', 'fe80::1%1', '::1.2.3', 'g::']) {
    assert.equal(parseAddress(text), undefined, text);
  }
});

/** @param {string} text */
const mayConnect = (policy, text, port) => policy.mayConnect(parseAddress(text), port);

test('patterns of addresses and ports', () => {
  for (const [pattern, permitted, refused] of [
    ['10.1.2.3', ['10.1.2.3 1', '10.1.2.3 65535'], ['10.1.2.4 1', '::1 1']],
    ['10.1.2.3:80', ['10.1.2.3 80'], ['10.1.2.3 81', '10.1.2.4 80']],
    ['10.0.0.0/8:80-90', ['10.255.0.1 80', '10.0.0.0 90'], ['10.0.0.1 79', '10.0.0.1 91', '11.0.0.0 80']],
    ['192.168.128.0/17', ['192.168.128.1 1', '192.168.255.255 1'], ['192.168.127.255 1']],
    ['0.0.0.0/0', ['1.2.3.4 5'], ['::1 5']],
    ['::1', ['::1 443'], ['::2 443', '127.0.0.1 443']],
    ['[::1]:443', ['::1 443'], ['::1 444']],
    ['fe80::/10', ['fe80::1 1', 'febf::1 1'], ['fec0::1 1']],
    ['[2001:db8::/33]:1-2', ['2001:db8:7fff::1 2'], ['2001:db8:8000::1 2', '2001:db8::1 3']],
    ['*:53', ['8.8.8.8 53', '::1 53'], ['8.8.8.8 54']],
    ['*', ['8.8.8.8 53'], []],
    ['example.com', [], ['1.2.3.4 80']],
  ]) {
    const policy = networkPolicy({ connect: [pattern] });
    for (const [expected, targets] of [[true, permitted], [false, refused]]) {
      for (const target of targets) {
        const [address, port] = target.split(' ');
        assert.equal(mayConnect(policy, address, Number(port)), expected, `${pattern}: ${target}`);
        if (/[a-z]{3}/.test(pattern)) continue;
        assert.equal(networkPolicy({ bind: [pattern] }).mayBind(parseAddress(address), Number(port)), expected);
      }
    }
  }
});

test('a name permits what it stands for, to those who have asked', () => {
  const policy = networkPolicy({ connect: ['example.com:443', '*.example.org', '10.0.0.1'] });
  assert.equal(policy.mayLookUp('Example.com.'), true);
  assert.equal(policy.mayLookUp('a.b.example.org'), true);
  for (const name of ['example.org', 'notexample.com', 'badexample.org', 'com', '10.0.0.1']) assert.equal(policy.mayLookUp(name), false, name);
  assert.equal(mayConnect(policy, '1.2.3.4', 443), false);
  policy.resolved('EXAMPLE.com', [parseAddress('1.2.3.4'), parseAddress('::5')]);
  assert.equal(mayConnect(policy, '1.2.3.4', 443), true);
  assert.equal(mayConnect(policy, '::5', 443), true);
  assert.equal(mayConnect(policy, '1.2.3.4', 80), false);
  policy.resolved('www.example.org', [parseAddress('1.2.3.4')]);
  assert.equal(mayConnect(policy, '1.2.3.4', 80), true);
  assert.equal(policy.mayConnectTo('example.com', 443), true);
  assert.equal(policy.mayConnectTo('example.com', 80), false);
  assert.equal(policy.mayConnectTo('10.0.0.1', 80), true);
  assert.equal(networkPolicy({ connect: ['10.0.0.1'], lookup: true }).mayLookUp('any.name'), true);
  assert.equal(networkPolicy({ connect: true, lookup: ['one.name'] }).mayLookUp('any.name'), false);
});

test('what a name stood for is not remembered without end', () => {
  const policy = networkPolicy({ connect: ['*.example.com'] });
  const address = (/** @type {number} */ index) => ({ tag: 'ipv4', val: [10, index >> 16, (index >> 8) & 255, index & 255] });
  for (let index = 0; index < 30_000; index++) policy.resolved(`n${index}.example.com`, [address(index)]);
  assert.equal(policy.mayConnect(address(29_999), 1), true);
  assert.equal(policy.mayConnect(address(0), 1), false);
});

test('a pattern that is none is an error', () => {
  for (const pattern of ['', ':80', 'host:', 'host:99999', 'host:90-80', 'host:http', '10.0.0.0/33', '::/129', '10.0.0.0/', 'a b', '[::1', 'http://host', 'a*b', '*.']) {
    assert.throws(() => networkPolicy({ connect: [pattern] }), (error) => error instanceof TypeError && error.message.includes(JSON.stringify(pattern)), pattern);
  }
  assert.throws(() => networkPolicy({ conect: true }), /unknown setting "conect"/);
  assert.throws(() => networkPolicy({ bind: ['localhost:80'] }), /bind: "localhost:80" is no pattern; .* an address of this machine/);
  assert.throws(() => networkPolicy({ connect: 'host' }), /expected true, false or a list/);
  assert.throws(() => new WASIShim({ network: { bind: ['//'] } }), TypeError);
});

test('sockets do what is permitted', () => {
  const host = guestOn();
  const { socket: listener, local } = host.listen(v4(0));
  const { port } = local.val;
  for (const [config, outcome] of [
    [{ connect: [`127.0.0.1:${port}`] }, undefined],
    [{ connect: ['127.0.0.0/8'] }, undefined],
    [{ connect: [`127.0.0.1:${port - 1}`] }, 'access-denied'],
    [{ connect: ['localhost'] }, 'access-denied'],
    [{ bind: true }, 'access-denied'],
  ]) {
    const guest = guestOn(config);
    if (outcome !== undefined) assert.equal(thrown(() => guest.connect(local)), outcome);
    else drop(...Object.values(guest.connect(local)));
    const isBinder = config.bind === true;
    if (isBinder) drop(guest.listen(v4(0)).socket);
    else assert.equal(thrown(() => guest.listen(v4(0))), 'access-denied');
  }
  for (const config of [undefined, false, {}, { connect: [] }, { lookup: true }]) {
    const guest = guestOn(config ?? false);
    assert.equal(thrown(() => guest.tcp()), 'access-denied');
    assert.equal(thrown(() => guest.udp('ipv6')), 'access-denied');
  }
  drop(listener);
});

test('a name that may be connected to can be looked up and connected to', () => {
  const { socket: listener, local } = guestOn().listen(v4(0));
  const guest = guestOn({ connect: [`localhost:${local.val.port}`] });
  assert.equal(thrown(() => guest.connect(local)), 'access-denied');
  assert.equal(thrown(() => guest.lookup('example.com')), 'permanent-resolver-failure');
  const found = guest.lookup('localhost');
  if (found.some(({ val }) => val.join('.') === '127.0.0.1')) drop(...Object.values(guest.connect(local)));
  assert.equal(thrown(() => guest.connect(v4(local.val.port === 1 ? 2 : 1))), 'access-denied');
  drop(listener);
});

test('who may only send hears only those it may send to', () => {
  const host = guestOn();
  const [friend, stranger] = [host.udpBound(v4(0)), host.udpBound(v4(0))];
  const guest = guestOn({ connect: [`127.0.0.1:${friend.localAddress().val.port}`] });
  assert.equal(thrown(() => guest.udpBound(v4(45_678))), 'access-denied');
  const socket = guest.udpBound(v4(0));
  assert.equal(thrown(() => socket.stream(stranger.localAddress())), 'access-denied');
  const [incoming, outgoing] = socket.stream(undefined);
  outgoing.checkSend();
  assert.equal(thrown(() => outgoing.send([{ data: new Uint8Array(1), remoteAddress: stranger.localAddress() }])), 'access-denied');
  const dropped = [incoming, outgoing, socket, friend, stranger];
  for (const [sender, length] of [[stranger, 5], [friend, 7]]) {
    const [unused, sending] = sender.stream(undefined);
    sending.checkSend();
    sending.send([{ data: new Uint8Array(length), remoteAddress: socket.localAddress() }]);
    dropped.push(unused, sending);
  }
  const datagrams = finish(incoming, () => {
    const received = incoming.receive(10n);
    if (received.length === 0) throw 'would-block';
    return received;
  });
  assert.deepEqual(datagrams.map(({ data }) => data.length), [7]);
  drop(...dropped);
});

test('the default instance has what is set for it', () => {
  const { tcpCreateSocket, udpCreateSocket, instanceNetwork, ipNameLookup } = sockets;
  const network = instanceNetwork.instanceNetwork();
  assert.equal(thrown(() => tcpCreateSocket.createTcpSocket('ipv4')), 'access-denied');
  sockets._setNetwork(true);
  drop(tcpCreateSocket.createTcpSocket('ipv4'), udpCreateSocket.createUdpSocket('ipv4'));
  drop(ipNameLookup.resolveAddresses(network, 'localhost'));
  sockets._denyTcp();
  sockets._denyDnsLookup();
  assert.equal(thrown(() => tcpCreateSocket.createTcpSocket('ipv4')), 'access-denied');
  assert.equal(thrown(() => ipNameLookup.resolveAddresses(network, 'localhost')), 'permanent-resolver-failure');
  drop(udpCreateSocket.createUdpSocket('ipv4'));
  sockets._denyUdp();
  assert.equal(thrown(() => udpCreateSocket.createUdpSocket('ipv4')), 'access-denied');
});
