// wasi:sockets: all is there.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as sockets from '../lib/sockets/index.js';

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
    assert.equal(typeof Resource.prototype[Symbol.dispose], 'function');
    assert.throws(() => new Resource(), TypeError);
  }
  assert.throws(() => new sockets.network.Network(), TypeError);
});

test('a network is a value', () => {
  const network = sockets.instanceNetwork.instanceNetwork();
  assert.ok(network instanceof sockets.network.Network);
  network[Symbol.dispose]();
});
