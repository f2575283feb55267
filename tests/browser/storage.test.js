// Directories of the browser: what components write there is there when the page is opened again.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { bundle } from './bundle.js';
import { isolated, openPage } from './chromium.js';

/** @type {Awaited<ReturnType<typeof openPage>>} */
let page;
before(async () => (page = await openPage()));
after(() => page.close());

test('a Rust command writes files, and the page has them after a reload', async () => {
  const runs = [
    ['make-directory', '/work/sub'],
    ['write', '/work/sub/ünï.txt', 'ü'],
    ['write', '/work/a.txt', 'first'],
    ['append', '/work/a.txt', ' second'],
    ['rename', '/work/a.txt', '/work/sub/b.txt'],
    ['write', '/work/gone', 'x'],
    ['remove', '/work/gone'],
  ];
  const { printed, error } = await page.call('storage', 'command', 'project/files', runs);
  assert.deepEqual({ printed, error }, { printed: Array(7).fill('0'), error: undefined });
  await page.page.reload();
  assert.deepEqual(await page.call('storage', 'stored', 'project/files'), { 'sub/': '', 'sub/b.txt': 'first second', 'sub/ünï.txt': 'ü' });
  const again = await page.call('storage', 'command', 'project/files', [
    ['list', '/work/sub'],
    ['read', '/work/sub/b.txt'],
    ['link', '/work/sub/b.txt', '/work/linked'],
  ]);
  assert.deepEqual(again.printed, ['0 b.txt\nünï.txt', '0 first second', '1 error: Unsupported']);
});

for (const seed of [1, 2, 3, 4]) {
  test(`whatever a guest does to a directory is what is kept: ${seed}`, async () => {
    const { files, isSame, ...different } = await page.call('storage', 'changes', `changes-${seed}`, seed, 40);
    assert.deepEqual(different, {});
    assert.ok(isSame);
    assert.ok(files > 0);
  });
}

test('a directory that is mounted read-only is not changed', async () => {
  assert.deepEqual(await page.call('storage', 'readOnly', 'constant'), ['not-permitted', 'not-permitted']);
});

/**
 * For as long as the page is open.
 *
 * @param {{ page: import('playwright-core').Page, origin: string }} opened
 * @param {number} quotaSize
 */
async function limitStorage({ page, origin }, quotaSize) {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
}

test('where the browser tells how much room there is, a guest that writes more is told so', async (t) => {
  const own = await openPage();
  t.after(() => own.close());
  // Chromium tells no one.
  await own.page.evaluate(() => void (navigator.storage.estimate = async () => ({ quota: 2 ** 21, usage: 2 ** 20 })));
  const { thrown, error } = await own.call('storage', 'filled', 'quota', 2 ** 22);
  assert.deepEqual([thrown, error], ['quota', undefined]);
  assert.equal((await own.call('storage', 'stored', 'quota')).large.length, 2 ** 20);
});

test('a full storage is an error that says what to change, and nothing is lost', async (t) => {
  const own = await openPage();
  t.after(() => own.close());
  await own.page.exposeFunction('shrink', () => limitStorage(own, 2 ** 18));
  const { thrown, error, again } = await own.call('storage', 'filled', 'quota', 2 ** 20, 'shrink');
  assert.equal(thrown, undefined);
  assert.deepEqual([error.name, error.code, error.place], ['StorageError', 'E0721', 'quota/large']);
  assert.match(error.help, /persist\(\).*flush\(\) tries again/);
  assert.equal(again.code, 'E0721');
  assert.deepEqual(await own.call('storage', 'stored', 'quota'), {});
});

test('a file that is open elsewhere is an error that says so', async () => {
  const error = await page.call('storage', 'locked', 'locked');
  assert.equal(error.code, 'E0722');
  assert.equal(error.place, 'locked/file');
  assert.match(error.help, /other tab or worker/);
});

test('a directory with more bytes than the mount may have is refused', async () => {
  const { code, place, help } = await page.call('storage', 'refusal', 'project/files', { limit: 5 });
  assert.deepEqual({ code, place }, { code: 'E0723', place: 'files/sub/b.txt' });
  assert.match(help, /`limit`/);
});

test('a directory without permission is an error that says what to ask for', async () => {
  const { code, help } = await page.call('storage', 'forbidden', 'picked');
  assert.equal(code, 'E0724');
  assert.match(help, /requestPermission\({ mode: 'readwrite' }\)/);
});

test('where there is no private file system, the error says who has it', async (t) => {
  const own = await openPage({ headers: { 'content-security-policy': 'sandbox allow-scripts', 'access-control-allow-origin': '*' } });
  t.after(() => own.close());
  const { code, message, help } = await own.call('storage', 'refusal', 'x');
  assert.equal(code, 'E0720');
  assert.match(message, /no private file system here: /);
  assert.match(help, /memfs/);
});

/**
 * A page that shares memory with its workers, and a function that runs one of in-page/storage-worker.js in a worker.
 *
 * @param {import('node:test').TestContext} t
 */
async function workerPage(t) {
  const at = (/** @type {string} */ path) => bundle(`import './${path}';`, { ignoreAnnotations: true });
  const pages = {
    '/worker.js': { body: await at('tests/browser/in-page/storage-worker.js') },
    // Where the bundle looks for it.
    '/stored-worker.js': { body: await at('packages/preview2-shim/lib/filesystem/stored-worker.js') },
  };
  const own = await openPage({ pages, headers: isolated });
  t.after(() => own.close());
  const inWorker = (/** @type {string} */ name) => own.call('storage', 'inWorker', '/worker.js', name);
  return { ...own, inWorker };
}

test('in a worker, what a guest syncs is kept before the guest goes on', async (t) => {
  const own = await workerPage(t);
  const { files, result } = await own.inWorker('syncs');
  assert.deepEqual({ files, result }, { files: { kept: 'before the guest returns' }, result: 'ok' });
});

test('in a worker, files are read when they are used', async (t) => {
  const own = await workerPage(t);
  await own.call('storage', 'store', 'later', { there: 'a text', other: 'another' });
  assert.deepEqual((await own.inWorker('readsLater')).result, { size: 6, text: 'a text' });
  assert.deepEqual(await own.call('storage', 'stored', 'later'), { moved: 'another', there: 'a text' });
});

test('in a worker of a browser that has only handles to write to, files are overwritten', async (t) => {
  const own = await workerPage(t);
  await own.call('storage', 'store', 'overwritten', { there: 'a text' });
  await own.inWorker('overwrites');
  assert.deepEqual(await own.call('storage', 'stored', 'overwritten'), { new: '!', there: 'a t' });
});

test('in a worker, a guest that syncs learns that the storage is full', async (t) => {
  const own = await workerPage(t);
  await own.page.exposeFunction('shrink', () => limitStorage(own, 2 ** 20));
  assert.equal((await own.inWorker('runsOut')).result, 'quota');
});
