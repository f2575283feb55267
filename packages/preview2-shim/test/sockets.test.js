// wasi:sockets where there are none: all is there, nothing is permitted.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as sockets from '../lib/sockets/index.js';
import { thrown } from './payload.js';

const METHODS = {
  'tcp TcpSocket': 28,
  'udp UdpSocket': 13,
  'udp IncomingDatagramStream': 2,
  'udp OutgoingDatagramStream': 3,
  'ipNameLookup ResolveAddressStream': 2,
};

test('the resources have their methods, and cannot be made', () => {
  for (const [name, count] of Object.entries(METHODS)) {
    const [interfaceName, resourceName] = name.split(' ');
    const Resource = sockets[interfaceName][resourceName];
    assert.equal(Resource.name, resourceName);
    const methods = Object.getOwnPropertyNames(Resource.prototype).filter((method) => method !== 'constructor');
    assert.equal(methods.length, count, name);
    for (const method of methods) assert.equal(thrown(() => Resource.prototype[method]()), 'not-supported');
    assert.equal(typeof Resource.prototype[Symbol.dispose], 'function');
    assert.throws(() => new Resource(), TypeError);
  }
  assert.throws(() => new sockets.network.Network(), TypeError);
});

test('sockets and lookups are denied; where the network is given, not supported', () => {
  for (const [enableNetwork, code, lookupCode] of [
    [false, 'access-denied', 'permanent-resolver-failure'],
    [true, 'not-supported', 'not-supported'],
  ]) {
    const { tcpCreateSocket, udpCreateSocket, ipNameLookup, instanceNetwork } = sockets.createSockets({ enableNetwork });
    assert.equal(thrown(() => tcpCreateSocket.createTcpSocket('ipv4')), code);
    assert.equal(thrown(() => udpCreateSocket.createUdpSocket('ipv6')), code);
    assert.equal(thrown(() => ipNameLookup.resolveAddresses(instanceNetwork.instanceNetwork(), 'localhost')), lookupCode);
  }
  assert.equal(thrown(() => sockets.tcpCreateSocket.createTcpSocket('ipv4')), 'access-denied');
});

test('a network is a value', () => {
  const network = sockets.instanceNetwork.instanceNetwork();
  assert.ok(network instanceof sockets.network.Network);
  network[Symbol.dispose]();
});
