// The shim's tests, the files that Node runs too, in Chromium.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { bundle } from './bundle.js';
import { isolated, openPage } from './chromium.js';

/** @type {Awaited<ReturnType<typeof openPage>>} */
let page;
before(async () => (page = await openPage()));
after(() => page.close());

/** What a page cannot have: sockets, links, a host with time zones to choose from. @type {Record<string, string[]>} */
const without = {
  clocks: ['the time zone tells its offset, name and daylight saving time'],
  descriptor: [
    'stat, and stat-at along links',
    'directories: create, list, remove',
    'unlink',
    'symbolic links',
    'a trailing slash asks for a directory',
    'a chain of links ends, a circle does not',
    'hard links',
    'times: given, now, unchanged, of files and along links',
    'identity and metadata hash',
  ].map((name) => `descriptor on a directory of the browser > ${name}`),
  lookup: ['a name of the host is found', 'a name that no one has cannot be resolved'],
  'network-policy': [
    'sockets do what is permitted',
    'a name that may be connected to can be looked up and connected to',
    'who may only send hears only those it may send to',
    'the default instance has what is set for it',
  ],
};

/** Files with tests that are not about Node, and how many those are. */
const portable = {
  cli: 10,
  clocks: 4,
  descriptor: 35,
  http: 29,
  instantiation: 12,
  lookup: 3,
  'network-policy': 5,
  preopens: 5,
  random: 6,
  sockets: 2,
  streams: 24,
  walk: 1,
};

for (const [file, count] of Object.entries(portable)) {
  test(`${file}.test.js passes in a page`, async () => {
    const { passed, failed } = await page.call('tests', 'run', `/packages/preview2-shim/test/${file}.test.js`, without[file]);
    assert.deepEqual(failed, []);
    assert.ok(passed.length >= count, `${passed.length} passed`);
  });
}

test('clocks go forward, and say how blurred they are', async () => {
  const { isMonotonic, distance, resolution } = await page.call('platform', 'clocks');
  assert.ok(isMonotonic);
  assert.ok(distance < 5, `${distance} ms`);
  assert.equal(resolution, 100_000);
});

test('sockets are denied by default, and not supported where they are permitted', async () => {
  const refused = 'not-supported';
  assert.deepEqual(await page.call('platform', 'sockets'), { tcp: refused, udp: refused, lookup: refused, denied: 'access-denied' });
});

test('a path cannot be preopened', async () => {
  const { name, message } = await page.call('platform', 'preopens');
  assert.equal(name, 'TypeError');
  assert.match(message, /^\/home cannot be preopened: .*memfs/);
});

test('a page does not wait unless by promises', async () => {
  const { refused, isPromise, ready, waited } = await page.call('platform', 'waiting');
  assert.equal(refused.name, 'WouldWait');
  assert.ok(isPromise);
  assert.deepEqual(ready, [0]);
  assert.ok(waited >= 19, `${waited} ms`);
});

test('output goes to the console line by line, input is at its end', async () => {
  page.console.length = 0;
  assert.deepEqual(await page.call('platform', 'printing'), { ended: { tag: 'closed' }, terminal: true });
  assert.deepEqual(page.console, ['log: one', 'log: two', 'error: oops', 'log: ü']);
});

// A bundle, because workers have no import maps.
test('poll.test.js passes in a worker of an isolated page, which can wait', async () => {
  const code = await bundle(
    `import './packages/preview2-shim/test/poll.test.js';
     import { runCollected } from 'node:test';
     postMessage(await runCollected());`,
    {
      // Tests are imported for their side effects.
      ignoreAnnotations: true,
      alias: { 'node:test': './tests/browser/stand-ins/test.js', 'node:assert/strict': './tests/browser/stand-ins/assert.js' },
      // Chromium tells no worker how large its heap is.
      banner: { js: 'globalThis.process = { memoryUsage: () => ({ heapUsed: 0 }) };' },
    },
  );
  const own = await openPage({ pages: { '/poll.js': { body: code } }, headers: isolated });
  const { passed, failed } = await own.page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const worker = new Worker('/poll.js', { type: 'module' });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
      }),
  );
  await own.close();
  assert.deepEqual(failed, []);
  assert.ok(passed.length > 8, `${passed.length} passed`);
});
