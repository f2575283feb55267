// wasi:sockets/ip-name-lookup

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guestOn, ready } from './network.js';
import { thrown } from './payload.js';

const guest = guestOn();
const LOOPBACK = { tag: 'ipv4', val: [127, 0, 0, 1] };

test('addresses are what they say, without asking anyone', () => {
  assert.deepEqual(guest.lookup('127.0.0.1'), [LOOPBACK]);
  assert.deepEqual(guest.lookup('::1'), [{ tag: 'ipv6', val: [0, 0, 0, 0, 0, 0, 0, 1] }]);
  assert.deepEqual(guest.lookup('2001:DB8::a:1.2.3.4'), [{ tag: 'ipv6', val: [0x2001, 0xdb8, 0, 0, 0, 0xa, 0x102, 0x304] }]);
});

test('a name of the host is found', () => {
  const stream = guest.ipNameLookup.resolveAddresses(guest.network, 'localhost');
  assert.equal(thrown(() => stream.resolveNextAddress()), 'would-block');
  ready(stream.subscribe());
  const first = stream.resolveNextAddress();
  assert.ok(['127.0.0.1', '0.0.0.0.0.0.0.1'].includes(first.val.join('.')));
  while (stream.resolveNextAddress() !== undefined);
  assert.equal(stream.resolveNextAddress(), undefined);
  assert.equal(stream.subscribe().ready(), true);
  stream[Symbol.dispose]();
  assert.ok(guest.lookup('LOCALHOST').length > 0);
});

test('a name that no one has cannot be resolved', () => {
  const code = thrown(() => guest.lookup('nothing.invalid'));
  assert.ok(['name-unresolvable', 'temporary-resolver-failure'].includes(code), code);
});

test('what is no name is refused', () => {
  for (const name of ['', ' ', 'a b', 'a/b', 'a:80', '[::1]', 'a@b', 'a?b', 'a#b', 'a%41', 'a\u0000', '<>', '1.2.3.4.5', '256.1.1.1', ':::']) {
    assert.equal(thrown(() => guest.lookup(name)), 'invalid-argument', JSON.stringify(name));
  }
});

test('without permission nothing is looked up, and addresses are no secret', () => {
  const stranger = guestOn({ connect: ['127.0.0.1'] });
  assert.equal(thrown(() => stranger.lookup('localhost')), 'permanent-resolver-failure');
  assert.deepEqual(stranger.lookup('127.0.0.1'), [LOOPBACK]);
});
