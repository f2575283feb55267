// A guest that sends HTTP requests, in a worker of an isolated page, which stops while it waits: what a server of Node got,
// and what the guest printed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { bundle } from './bundle.js';
import { isolated, openPage } from './chromium.js';

const LARGE = 5_000_000;

/** @type {Awaited<ReturnType<typeof openPage>>} */
let page;
/** @type {string[]} */
let seen = [];

before(async () => {
  const at = async (/** @type {string} */ path) => ({ body: await bundle(`import './${path}';`, { ignoreAnnotations: true }) });
  const worker = await at('tests/browser/in-page/http-worker.js');
  const thread = await at('packages/preview2-shim/lib/platform/browser/http-thread.js');
  const pages = {
    '/http-worker.js': worker,
    // Where the bundle looks for it.
    '/http-thread.js': thread,
    async '/echo'(/** @type {import('node:http').IncomingMessage} */ request, /** @type {import('node:http').ServerResponse} */ response) {
      let length = 0;
      let text = '';
      for await (const chunk of request) {
        length += chunk.length;
        if (length < 100) text += chunk;
      }
      seen.push(`${request.method} ${request.headers['x-asked']} ${request.headers.cookie} ${length}`);
      response.writeHead(201, { ...isolated, 'x-answer': 'yes', 'content-type': 'text/plain' }).end(text);
    },
    '/large': (/** @type {any} */ _, /** @type {import('node:http').ServerResponse} */ response) =>
      void response.writeHead(200, isolated).end(Buffer.alloc(LARGE, 'abcdefghijklmnopqrstuvwxyz')),
    '/stall': (/** @type {any} */ _, /** @type {import('node:http').ServerResponse} */ response) =>
      void response.writeHead(200, isolated).write('abc'),
    '/never': () => {},
  };
  page = await openPage({ pages, headers: isolated });
});
after(() => page.close());

/** @param {string[][]} runs */
async function printed(...runs) {
  seen = [];
  const { isStarted, printed } = await page.call('http-client', 'inWorker', runs);
  assert.equal(isStarted, true);
  return printed;
}

test('requests go there and answers come back, one after the other', async () => {
  const url = `${page.origin}/echo`;
  const [get, post, fill] = await printed(
    ['--header', 'x-asked:one', 'GET', url],
    ['--header', 'x-asked:two', '--body', 'drei→', 'POST', url],
    ['--fill', '2000000', 'POST', url],
  );
  for (const lines of [get, post, fill]) {
    assert.equal(lines[0], 'status 201');
    assert.ok(lines.includes('header x-answer: yes'));
  }
  assert.equal(get.at(-1), 'body ""');
  assert.equal(post.at(-1), 'body "drei→"');
  assert.deepEqual(seen, ['GET one undefined 0', 'POST two undefined 7', 'POST undefined undefined 2000000']);
});

test('a body larger than the memory it comes through is whole', async () => {
  const bytes = Buffer.alloc(LARGE, 'abcdefghijklmnopqrstuvwxyz');
  const [summary, part, dropped] = await printed(
    ['--summary', 'GET', `${page.origin}/large`],
    ['--read', '10', 'GET', `${page.origin}/large`],
    ['--no-read', '--times', '5', 'GET', `${page.origin}/large`],
  );
  assert.equal(summary.at(-1), `body of ${LARGE} bytes, sum ${bytes.reduce((sum, byte) => sum + byte, 0)}`);
  assert.equal(part.at(-1), 'body "abcdefghij"');
  assert.equal(dropped.filter((/** @type {string} */ line) => line === 'status 200').length, 5);
});

test('a body goes on while it comes', async () => {
  const [lines] = await printed(['--forward', `${page.origin}/echo`, 'GET', `${page.origin}/large`]);
  assert.equal(lines[0], 'status 200');
  assert.ok(lines.includes('status 201'));
  assert.deepEqual(seen, [`POST undefined undefined ${LARGE}`]);
});

test('who does not answer is given up, in time', async () => {
  const [first, between, refused] = await printed(
    ['--first-byte-timeout', '100', 'GET', `${page.origin}/never`],
    ['--between-bytes-timeout', '100', 'GET', `${page.origin}/stall`],
    ['GET', 'http://127.0.0.1:1/'],
  );
  assert.deepEqual(first, ['failed ErrorCode::ConnectionReadTimeout']);
  assert.match(between.at(-1), /^after 3 bytes .*ConnectionReadTimeout/);
  assert.match(refused[0], /^failed ErrorCode::InternalError\(Some\("Failed to fetch"\)\)/);
});

test('without the thread the error says what to serve', async (t) => {
  const worker = await bundle("import './tests/browser/in-page/http-worker.js';", { ignoreAnnotations: true });
  const own = await openPage({ pages: { '/http-worker.js': { body: worker } }, headers: isolated });
  t.after(() => own.close());
  const failed = own.page.waitForEvent('console', { predicate: (line) => line.text() === 'E0725', timeout: 10_000 });
  void own.call('http-client', 'inWorker', [[]]).catch(() => {});
  await failed;
});
