// What users import by name is what is tested here by path.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const root = new URL('../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

/** The interfaces of each package, as generated code imports them. */
const INTERFACES = {
  cli: [
    ...['environment', 'exit', 'stdin', 'stdout', 'stderr'],
    ...['terminalInput', 'terminalOutput', 'terminalStdin', 'terminalStdout', 'terminalStderr'],
  ],
  clocks: ['monotonicClock', 'wallClock', 'timezone'],
  filesystem: ['types', 'preopens'],
  http: ['types', 'incomingHandler', 'outgoingHandler'],
  io: ['error', 'poll', 'streams'],
  random: ['random', 'insecure', 'insecureSeed'],
  sockets: ['instanceNetwork', 'ipNameLookup', 'network', 'tcp', 'tcpCreateSocket', 'udp', 'udpCreateSocket'],
};

test('every subpath leads to code and to declarations', async () => {
  const forUsers = Object.entries(manifest.exports).filter(([subpath]) => !subpath.startsWith('./internal/'));
  for (const [subpath, { types, default: file }] of forUsers) {
    assert.ok(existsSync(new URL(types, root)), types);
    const byName = await import(`${manifest.name}${subpath.slice(1)}`);
    assert.equal(byName, await import(new URL(file, root).href), subpath);
  }
});

test('every package has its interfaces, as objects', async () => {
  for (const [name, interfaces] of Object.entries(INTERFACES)) {
    const module = await import(`${manifest.name}/${name}`);
    for (const interfaceName of interfaces) assert.equal(typeof module[interfaceName], 'object', `${name} ${interfaceName}`);
  }
});

test('there are no dependencies and no install scripts', () => {
  assert.equal(manifest.dependencies, undefined);
  assert.deepEqual(Object.keys(manifest.scripts).filter((name) => /install|prepare/.test(name)), []);
});
