// wasi:sockets, by a guest in Rust: connections and datagrams against servers of Node, and what the sockets' own functions
// answer. The lines of `tcp-states`, `tcp-options`, `udp-options` and `udp-streams` are those of wasmtime 49.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import { fileURLToPath } from 'node:url';
import { before, test } from 'node:test';

import { runInShim, transpileGuest } from './guest.js';

const runner = fileURLToPath(new URL('./run-in-shim.js', import.meta.url));

/** @type {string} */
let sockets;
before(async () => {
  sockets = await transpileGuest('sockets', { instantiation: 'async' });
});

/**
 * What the guest prints; of an error code the name.
 *
 * @param {string[]} args
 * @param {object} [configuration]
 */
async function lines(args, configuration = { network: true }) {
  const { stdout, stderr } = await runInShim(sockets, args, { ...configuration });
  assert.equal(stderr, '');
  return stdout.toString().replaceAll(/ErrorCode \{[^}]*?name: "([\w-]+)"[^}]*\}/g, '$1').split('\n').slice(0, -1);
}

/**
 * Runs the guest as a server: calls `use` with the address it prints, and returns what it printed after that.
 *
 * @param {string[]} args
 * @param {(address: { host: string, port: number }) => Promise<void>} use
 */
async function serving(args, use) {
  const configuration = { network: true, args: ['command.wasm', ...args] };
  const child = spawn(process.execPath, [runner, sockets, JSON.stringify(configuration)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (printed += text));
  while (!printed.includes('\n')) await once(child.stdout, 'data');
  const [, host, port] = /^\w+ \[?([^\]\s]+?)\]?:(\d+)\n/.exec(printed) ?? assert.fail(printed);
  const closed = once(child, 'close');
  await use({ host, port: Number(port) });
  const [code] = await closed;
  assert.equal(code, 0);
  return printed.split('\n').slice(1, -1);
}

/** @param {net.Server} server @param {string} host */
async function listen(server, host) {
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = /** @type {net.AddressInfo} */ (server.address());
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** @param {dgram.Socket} socket @param {string} host */
async function bind(socket, host) {
  socket.bind(0, host);
  await once(socket, 'listening');
  return host.includes(':') ? `[${host}]:${socket.address().port}` : `${host}:${socket.address().port}`;
}

for (const host of ['127.0.0.1', '::1']) {
  test(`a client sends, ends its half, and reads the answer to its end: ${host}`, async () => {
    // Answers after the client's end only: half of the connection stays open for that.
    const server = net.createServer({ allowHalfOpen: true }, (socket) => {
      let text = '';
      socket.on('data', (bytes) => (text += bytes));
      socket.on('end', () => socket.end(text.toUpperCase()));
    });
    const address = await listen(server, host);
    const expected = ['connected true', 'local port true', 'answer "HELLO"'];
    assert.deepEqual(await lines(['tcp-send', address, 'hello']), expected);
    server.close();
  });

  test(`a server accepts one connection after the other: ${host}`, async () => {
    const any = host.includes(':') ? '[::1]:0' : '127.0.0.1:0';
    const printed = await serving(['tcp-echo', any, '3'], async (address) => {
      for (const length of [1, 100_000, 0]) {
        const socket = net.connect({ ...address, allowHalfOpen: true });
        const sent = Buffer.alloc(length, 'abc');
        socket.end(sent);
        /** @type {Buffer[]} */
        const received = [];
        for await (const bytes of socket) received.push(bytes);
        assert.ok(Buffer.concat(received).equals(sent));
      }
    });
    const accepted = 'accepted from loopback true';
    assert.deepEqual(printed, [accepted, 'echoed 1', accepted, 'echoed 100000', accepted, 'echoed 0']);
  });

  test(`datagrams go and come: ${host}`, async () => {
    const family = host.includes(':') ? 'udp6' : 'udp4';
    const peer = dgram.createSocket(family, (bytes, { address, port }) => peer.send(`${bytes}?`, port, address));
    const address = await bind(peer, host);
    assert.deepEqual(await lines(['udp-send', address, 'hello']), ['peer true', 'answer "hello?"']);
    peer.close();

    const any = host.includes(':') ? '[::1]:0' : '127.0.0.1:0';
    const printed = await serving(['udp-echo', any, '2'], async ({ host, port }) => {
      const socket = dgram.createSocket(family);
      for (const text of ['one', 'x'.repeat(9000)]) {
        socket.send(text, port, host);
        const [bytes] = await once(socket, 'message');
        assert.equal(bytes.toString(), text);
      }
      socket.close();
    });
    assert.deepEqual(printed, ['echoed 3', 'echoed 9000']);
  });
}

test('megabytes go through one connection, back and forth', async () => {
  let received = 0;
  const server = net.createServer((socket) => {
    socket.on('data', (bytes) => (received += bytes.length));
    socket.pipe(socket);
  });
  const address = await listen(server, '127.0.0.1');
  assert.deepEqual(await lines(['tcp-pump', address, '3000000']), ['pumped 3000000']);
  assert.equal(received, 3_000_000);
  server.close();
});

test('a connection that is dropped is closed on the wire', async () => {
  const server = net.createServer((socket) => socket.pipe(socket));
  const address = await listen(server, '127.0.0.1');
  let open = 0;
  let most = 0;
  server.on('connection', (socket) => {
    most = Math.max(most, ++open);
    socket.on('close', () => open--);
  });
  assert.deepEqual(await lines(['tcp-many', address, '300']), ['connected 300']);
  assert.ok(most < 50, `${most} connections at once`);
  await new Promise((resolve) => server.close(resolve));
  assert.equal(open, 0);
});

test('reading stops at its deadline, and does not wait if it must not', async () => {
  const server = net.createServer();
  const address = await listen(server, '127.0.0.1');
  server.on('connection', (socket) => socket.on('error', () => {}));
  assert.deepEqual(await lines(['tcp-timeout', address]), ['read Err(WouldBlock)', 'read Err(WouldBlock)']);
  server.close();
});

test('names', async () => {
  const [loopback] = await lines(['resolve', 'localhost']);
  assert.match(loopback, /^(\(0, 0, 0, 0, 0, 0, 0, 1\) ?)?(127\.0\.0\.1)?$/);
  assert.deepEqual(await lines(['resolve', '127.0.0.1']), ['127.0.0.1']);
  assert.deepEqual(await lines(['resolve', '::1']), ['(0, 0, 0, 0, 0, 0, 0, 1)']);
  assert.match((await lines(['resolve', 'a..b']))[0], /^(refused invalid-argument|failed name-unresolvable)$/);
});

const walk = (/** @type {string[]} */ own) => [
  'unbound finish-bind Err(not-in-progress)',
  'unbound finish-connect Err(not-in-progress)',
  'unbound finish-listen Err(not-in-progress)',
  'unbound start-listen Err(invalid-state)',
  'unbound accept Err(invalid-state)',
  'unbound local-address Err(invalid-state)',
  'unbound remote-address Err(invalid-state)',
  'unbound shutdown Err(invalid-state)',
  'unbound is-listening false',
  'unbound connect port 0 Err(invalid-argument)',
  'unbound bind other family Err(invalid-argument)',
  ...own,
  'bind start Ok(())',
  'bind start again Err(concurrency-conflict)',
  'bind finish Ok(())',
  'bound port true',
  'bound start-bind Err(invalid-state)',
  'listen start Ok(())',
  'listen finish Ok(())',
  'listening true',
  'listening start-listen Err(invalid-state)',
  'listening accept Err(would-block)',
  'listening connect Err(invalid-state)',
  'listening shutdown Err(invalid-state)',
  'connect start Ok(())',
  'connect start again Err(concurrency-conflict)',
  'connected remote true',
  'connected start-bind Err(invalid-state)',
  'connected start-connect Err(invalid-state)',
  'connected start-listen Err(invalid-state)',
  'connected accept Err(invalid-state)',
  'accepted remote true',
  'read before anything came Ok([])',
  'server reads Ok("to server")',
  'shutdown send Ok(())',
  'write after true',
  'server reads Err("StreamError::Closed")',
  'client reads Ok("to client")',
  'shutdown send Ok(())',
  'client reads Err("StreamError::Closed")',
  'shutdown again Ok(())',
  'bind used port Err(address-in-use)',
  'connect to nobody Err(connection-refused)',
  'after that Err(invalid-state)',
];

test('a TCP socket answers by its state', async () => {
  const v4 = ['unbound bind multicast Err(invalid-argument)', 'unbound connect any Err(invalid-argument)'];
  assert.deepEqual(await lines(['tcp-states', 'ipv4', '127.0.0.1:0']), walk(v4));
  assert.deepEqual(await lines(['tcp-states', 'ipv6', '[::1]:0']), walk(['unbound bind mapped Err(invalid-argument)']));
});

const sizes = ['receive buffer Err(invalid-argument)', 'set Ok(()) Ok(true)', 'send buffer Err(invalid-argument)', 'set Ok(()) Ok(true)'];

for (const [family, name] of [['ipv4', 'Ipv4'], ['ipv6', 'Ipv6']]) {
  test(`options are what they were set to: ${family}`, async () => {
    assert.deepEqual(await lines(['tcp-options', family]), [
      `family IpAddressFamily::${name}`,
      'keep-alive Ok(false)',
      'set Ok(()) Ok(true)',
      'idle time Err(invalid-argument)',
      'set Ok(()) Ok(3600000000000)',
      'interval Err(invalid-argument)',
      'set Ok(()) Ok(1000000000)',
      'count Err(invalid-argument)',
      'set Ok(()) Ok(4)',
      'hop limit Ok(true) Err(invalid-argument)',
      'set Ok(()) Ok(42)',
      'backlog Err(invalid-argument) Ok(())',
      ...sizes,
    ]);
    assert.deepEqual(await lines(['udp-options', family]), [
      `family IpAddressFamily::${name}`,
      'hop limit Ok(true) Err(invalid-argument)',
      'set Ok(()) Ok(42)',
      ...sizes,
    ]);
  });
}

test('the streams of a UDP socket, without a peer and with one', async () => {
  const peer = dgram.createSocket('udp4', (bytes, { address, port }) => peer.send(bytes, port, address));
  assert.deepEqual(await lines(['udp-streams', await bind(peer, '127.0.0.1')]), [
    'unbound Err(invalid-state)',
    'nothing yet Ok(0)',
    'permit true',
    'no address Err(invalid-argument)',
    'sent Ok(2)',
    'received ["one", "two"]',
    'remote true',
    'sent Ok(1)',
    'received ["three"]',
    'elsewhere Err(invalid-argument)',
  ]);
  peer.close();
});

test('without permission there is no connection', async () => {
  let connections = 0;
  const server = net.createServer(() => connections++);
  const address = await listen(server, '127.0.0.1');
  for (const network of [false, { connect: ['127.0.0.1:1'] }]) {
    assert.deepEqual(await lines(['tcp-send', address, 'x'], { network }), ['error PermissionDenied'], JSON.stringify(network));
  }
  assert.equal(connections, 0);
  server.close();
});
