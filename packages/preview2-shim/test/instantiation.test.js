// WASIShim: an import object from a configuration, and nothing shared between two of them.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import * as filesystem from '../lib/filesystem/index.js';
import { memfs } from '../lib/filesystem/memfs.js';
import { WASIShim } from '../lib/instantiation.js';
import * as random from '../lib/random/index.js';
import { NO_FOLLOW, READ, temporaryFolder } from './file-systems.js';
import { bytes, text, thrown } from './payload.js';

const INTERFACES = {
  'wasi:cli/environment': ['getEnvironment', 'getArguments', 'initialCwd'],
  'wasi:cli/exit': ['exit', 'exitWithCode'],
  'wasi:cli/stdin': ['getStdin'],
  'wasi:cli/stdout': ['getStdout'],
  'wasi:cli/stderr': ['getStderr'],
  'wasi:cli/terminal-input': ['TerminalInput'],
  'wasi:cli/terminal-output': ['TerminalOutput'],
  'wasi:cli/terminal-stdin': ['getTerminalStdin'],
  'wasi:cli/terminal-stdout': ['getTerminalStdout'],
  'wasi:cli/terminal-stderr': ['getTerminalStderr'],
  'wasi:clocks/monotonic-clock': ['now', 'resolution', 'subscribeInstant', 'subscribeDuration'],
  'wasi:clocks/wall-clock': ['now', 'resolution'],
  'wasi:clocks/timezone': ['display', 'utcOffset'],
  'wasi:filesystem/types': ['Descriptor', 'DirectoryEntryStream', 'filesystemErrorCode'],
  'wasi:filesystem/preopens': ['getDirectories'],
  'wasi:http/types': [
    ...['Fields', 'FutureIncomingResponse', 'FutureTrailers', 'IncomingBody', 'IncomingRequest', 'IncomingResponse'],
    ...['OutgoingBody', 'OutgoingRequest', 'OutgoingResponse', 'RequestOptions', 'ResponseOutparam', 'httpErrorCode'],
  ],
  'wasi:http/incoming-handler': ['handle'],
  'wasi:http/outgoing-handler': ['handle'],
  'wasi:io/error': ['Error'],
  'wasi:io/poll': ['Pollable', 'poll'],
  'wasi:io/streams': ['InputStream', 'OutputStream'],
  'wasi:random/random': ['getRandomBytes', 'getRandomU64'],
  'wasi:random/insecure': ['getInsecureRandomBytes', 'getInsecureRandomU64'],
  'wasi:random/insecure-seed': ['insecureSeed'],
  'wasi:sockets/instance-network': ['instanceNetwork'],
  'wasi:sockets/ip-name-lookup': ['ResolveAddressStream', 'resolveAddresses'],
  'wasi:sockets/network': ['Network', 'networkErrorCode'],
  'wasi:sockets/tcp': ['TcpSocket'],
  'wasi:sockets/tcp-create-socket': ['createTcpSocket'],
  'wasi:sockets/udp': ['IncomingDatagramStream', 'OutgoingDatagramStream', 'UdpSocket'],
  'wasi:sockets/udp-create-socket': ['createUdpSocket'],
};

test('the import object has every interface of WASI 0.2, and all that is in it', () => {
  const imports = new WASIShim().getImportObject();
  assert.deepEqual(Object.keys(imports).sort(), Object.keys(INTERFACES).sort());
  for (const [name, members] of Object.entries(INTERFACES)) {
    assert.deepEqual(Object.keys(imports[name]).sort(), [...members].sort(), name);
    for (const member of members) assert.equal(typeof imports[name][member], 'function', `${name} ${member}`);
  }
});

test('names get a version on demand', () => {
  const imports = new WASIShim().getImportObject({ asVersion: '0.2.3' });
  const expected = Object.keys(INTERFACES).map((name) => `${name}@0.2.3`);
  assert.deepEqual(Object.keys(imports).sort(), expected.sort());
});

test('functions need no this', () => {
  const imports = new WASIShim({ args: ['a'], stdin: 'x', preopens: { '/': memfs() } }).getImportObject();
  const { getArguments } = imports['wasi:cli/environment'];
  const { getStdin } = imports['wasi:cli/stdin'];
  const { getDirectories } = imports['wasi:filesystem/preopens'];
  const { now } = imports['wasi:clocks/monotonic-clock'];
  const { getRandomU64 } = imports['wasi:random/random'];
  assert.deepEqual(getArguments(), ['a']);
  assert.equal(text(getStdin().read(1n)), 'x');
  assert.equal(getDirectories().length, 1);
  assert.equal(typeof now(), 'bigint');
  assert.equal(typeof getRandomU64(), 'bigint');
});

test('everything is denied unless given', () => {
  const imports = new WASIShim().getImportObject();
  assert.deepEqual(imports['wasi:filesystem/preopens'].getDirectories(), []);
  assert.deepEqual(imports['wasi:cli/environment'].getEnvironment(), []);
  assert.deepEqual(imports['wasi:cli/environment'].getArguments(), []);
  assert.equal(imports['wasi:cli/environment'].initialCwd(), undefined);
  assert.equal(thrown(() => imports['wasi:sockets/tcp-create-socket'].createTcpSocket('ipv4')), 'access-denied');
  assert.equal(thrown(() => imports['wasi:sockets/udp-create-socket'].createUdpSocket('ipv6')), 'access-denied');
  const network = imports['wasi:sockets/instance-network'].instanceNetwork();
  assert.equal(thrown(() => imports['wasi:sockets/ip-name-lookup'].resolveAddresses(network, 'localhost')), 'permanent-resolver-failure');
});

test('instances do not see each other, nor the default instance', () => {
  const output = { one: '', other: '' };
  const make = (name) =>
    new WASIShim({
      args: [name],
      env: { NAME: name },
      cwd: `/${name}`,
      stdin: name,
      stdout: (list) => void (output[name] += text(list)),
      preopens: { [`/${name}`]: memfs({ [name]: name }) },
    }).getImportObject();
  const instances = { one: make('one'), other: make('other') };
  filesystem._setPreopens({ '/default': memfs() });
  for (const [name, imports] of Object.entries(instances)) {
    assert.deepEqual(imports['wasi:cli/environment'].getArguments(), [name]);
    assert.deepEqual(imports['wasi:cli/environment'].getEnvironment(), [['NAME', name]]);
    assert.equal(imports['wasi:cli/environment'].initialCwd(), `/${name}`);
    assert.equal(text(imports['wasi:cli/stdin'].getStdin().blockingRead(9n)), name);
    imports['wasi:cli/stdout'].getStdout().blockingWriteAndFlush(bytes(name));
    assert.equal(output[name], name);
    const [[root, path], ...more] = imports['wasi:filesystem/preopens'].getDirectories();
    assert.deepEqual([path, more], [`/${name}`, []]);
    assert.equal(text(root.openAt(NO_FOLLOW, name, {}, READ).read(9n, 0n)[0]), name);
  }
  const seed = (imports) => imports['wasi:random/insecure-seed'].insecureSeed();
  assert.notDeepEqual(seed(instances.one), seed(instances.other));
  filesystem._clearPreopens();
});

test('two instances, and every version, have the same classes', () => {
  const [one, other] = [new WASIShim().getImportObject(), new WASIShim().getImportObject({ asVersion: '0.2.0' })];
  for (const [name, members] of Object.entries(INTERFACES)) {
    for (const member of members.filter((member) => /^[A-Z]/.test(member))) {
      assert.equal(one[name][member], other[`${name}@0.2.0`][member], `${name} ${member}`);
    }
  }
});

test('the spellings of the sandbox, and of a browser, mean the same', (context) => {
  const folder = temporaryFolder(context);
  const shims = [
    new WASIShim({ sandbox: { args: ['a'], env: { A: '1' }, preopens: { '/': folder }, enableNetwork: true } }),
    new WASIShim({ arguments: ['a'], environment: { A: '1' }, preopens: { '/': folder }, network: true }),
    new WASIShim({ args: ['a'], env: { A: '1' }, preopens: { '/': folder }, network: true }),
  ];
  for (const shim of shims) {
    const imports = shim.getImportObject();
    assert.deepEqual(imports['wasi:cli/environment'].getArguments(), ['a']);
    assert.deepEqual(imports['wasi:cli/environment'].getEnvironment(), [['A', '1']]);
    assert.equal(imports['wasi:filesystem/preopens'].getDirectories().length, 1);
    imports['wasi:sockets/tcp-create-socket'].createTcpSocket('ipv4')[Symbol.dispose]();
  }
  assert.equal(new WASIShim({ initialCwd: '/x' }).getImportObject()['wasi:cli/environment'].initialCwd(), '/x');
});

test('interfaces of the embedder replace single ones', () => {
  const insecureSeed = { insecureSeed: () => [1n, 2n] };
  const exit = { exit() {}, exitWithCode() {} };
  const types = { Descriptor: class {} };
  const config = { random: { insecureSeed, random: random.random }, cli: { exit }, args: ['kept'], filesystem: { types } };
  const imports = new WASIShim(config).getImportObject();
  assert.equal(imports['wasi:random/insecure-seed'], insecureSeed);
  assert.equal(imports['wasi:random/random'], random.random);
  assert.equal(imports['wasi:cli/exit'], exit);
  assert.equal(imports['wasi:filesystem/types'], types);
  assert.deepEqual(imports['wasi:cli/environment'].getArguments(), ['kept']);
  assert.equal(typeof imports['wasi:random/insecure'].getInsecureRandomU64(), 'bigint');
});

test('clocks and randomness of the embedder', () => {
  const clocks = { monotonic: () => 5n, wall: () => 1_000_000_001n };
  const imports = new WASIShim({ clocks, random: { fill: (list) => list.fill(7), seed: [3n, 4n] } }).getImportObject();
  assert.equal(imports['wasi:clocks/monotonic-clock'].now(), 5n);
  assert.deepEqual(imports['wasi:clocks/wall-clock'].now(), { seconds: 1n, nanoseconds: 1 });
  assert.deepEqual(imports['wasi:random/random'].getRandomBytes(2n), Uint8Array.of(7, 7));
  assert.deepEqual(imports['wasi:random/insecure-seed'].insecureSeed(), [3n, 4n]);
});

test('a misspelt setting is an error', () => {
  assert.throws(() => new WASIShim({ preopen: {} }), /unknown setting "preopen"/);
  assert.throws(() => new WASIShim({ sandbox: { enableNetworking: true } }), /unknown setting "enableNetworking"/);
});

test('preopens: a path, a file URL, settings, mounts; those of the default instance can be changed', (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, 'f'), 'content');
  const configs = [
    folder,
    pathToFileURL(folder),
    { path: folder },
    { path: pathToFileURL(folder), readOnly: true },
    filesystem.hostDirectory(folder),
    { mount: filesystem.hostDirectory(folder), readOnly: true },
    memfs({ f: 'content' }),
  ];
  for (const config of configs) {
    const { preopens } = filesystem.createFilesystem({ preopens: { '/guest': config } });
    const [[root, path]] = preopens.getDirectories();
    assert.equal(path, '/guest');
    assert.equal(text(root.openAt(NO_FOLLOW, 'f', {}, READ).read(99n, 0n)[0]), 'content');
  }
  const guests = () => filesystem._getPreopens().map(([, guest]) => guest);
  filesystem._setPreopens({ '/a': folder });
  filesystem._addPreopen('/b', folder);
  filesystem._addPreopen('/a', memfs());
  assert.deepEqual(guests(), ['/b', '/a']);
  assert.deepEqual(filesystem.preopens.getDirectories().map(([, guest]) => guest), ['/b', '/a']);
  filesystem._clearPreopens();
  assert.deepEqual(guests(), []);
  const descriptor = filesystem._createPreopenDescriptor(folder);
  assert.equal(descriptor.statAt(NO_FOLLOW, 'f').size, 7n);
});

test('a guest may drop a preopened directory and ask again', (context) => {
  const { preopens } = filesystem.createFilesystem({ preopens: { '/': temporaryFolder(context) } });
  preopens.getDirectories()[0][0].createDirectoryAt('d');
  for (let count = 0; count < 3; count++) {
    const [[root]] = preopens.getDirectories();
    assert.equal(root.statAt(NO_FOLLOW, 'd').type, 'directory');
    root[Symbol.dispose]();
  }
});

test('memfs: contents, paths, a copy of its files, a limit', () => {
  const memory = memfs({ 'a/b/c': 'text', 'a/b/d': bytes('bytes'), dir: { nested: 'x', empty: {} }, '/abs': '' });
  const { preopens } = filesystem.createFilesystem({ preopens: { '/': memory } });
  const [[root]] = preopens.getDirectories();
  const names = Object.fromEntries(Object.entries(memory.files()).map(([path, list]) => [path, text(list)]));
  assert.deepEqual(names, { 'a/b/c': 'text', 'a/b/d': 'bytes', 'dir/nested': 'x', abs: '' });
  assert.equal(root.statAt(NO_FOLLOW, 'dir/empty').type, 'directory');
  root.openAt(NO_FOLLOW, 'a/b/c', {}, { read: true, write: true }).write(bytes('T'), 0n);
  assert.equal(text(memory.files()['a/b/c']), 'Text');
  assert.throws(() => memfs({ '../x': '' }), TypeError);
  assert.throws(() => memfs({ x: '', 'x/y': '' }), TypeError);

  const [[small]] = filesystem.createFilesystem({ preopens: { '/': memfs({}, { limit: 10 }) } }).preopens.getDirectories();
  const open = (path) => small.openAt(NO_FOLLOW, path, { create: true }, { read: true, write: true });
  const file = open('f');
  file.write(bytes('12345678'), 0n);
  assert.equal(thrown(() => file.write(bytes('123'), 8n)), 'insufficient-space');
  assert.equal(thrown(() => file.setSize(2n ** 50n)), 'insufficient-space');
  file.setSize(4n);
  const other = open('g');
  other.write(bytes('123456'), 0n);
  small.unlinkFileAt('g');
  assert.equal(thrown(() => file.setSize(5n)), 'insufficient-space');
  other[Symbol.dispose]();
  file.setSize(10n);
});
