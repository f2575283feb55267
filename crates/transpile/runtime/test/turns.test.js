import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  byPromise, callWaiting, destroyCollected, destroyInTurn, endTurn, hastyStart, suspendingRoot, takeTurn, turn,
} from '../turns.js';

/** @type {{ byPromise: boolean }} */
const waits = /** @type {any} */ (globalThis)[Symbol.for('jco.waits')];

test('turns are taken in the order in which they were asked for', async () => {
  const root = suspendingRoot();
  /** @type {string[]} */
  const log = [];
  /** @param {string} name */
  const call = async (name) => {
    if (!takeTurn(root)) await turn(root);
    log.push(name);
    await undefined;
    log.push(name);
    endTurn(root);
  };
  await Promise.all([call('a'), call('b'), call('c')]);
  assert.equal(log.join(''), 'aabbcc');
  assert.equal(takeTurn(root), true);
  assert.equal(takeTurn(root), false);
});

test('a host function that has not returned cannot begin a call', () => {
  const root = suspendingRoot();
  const enter = () => takeTurn(root);
  assert.throws(() => callWaiting(root, enter, (value) => value), { message: 'cannot enter component instance' });
  assert.equal(callWaiting(root, () => 1, (value) => value + 1), 2, 'and the one that threw is over');
  assert.equal(takeTurn(root), true);
});

test('what follows a value follows at once, what follows a promise later', async () => {
  const root = suspendingRoot();
  const returned = (/** @type {number} */ value) => `returned ${value}`;
  const threw = (/** @type {number} */ error) => `threw ${error}`;
  assert.equal(callWaiting(root, () => 1, returned, threw), 'returned 1');
  assert.equal(callWaiting(root, () => { throw 2; }, returned, threw), 'threw 2');
  assert.equal(await callWaiting(root, () => Promise.resolve(3), returned, threw), 'returned 3');
  assert.equal(await callWaiting(root, () => Promise.reject(4), returned, threw), 'threw 4');
  assert.throws(() => callWaiting(root, () => { throw 5; }, returned), (error) => error === 5);
});

test('only those who may wait by promise are told that they may', () => {
  assert.equal(waits.byPromise, false);
  assert.equal(byPromise(() => byPromise(() => waits.byPromise) && waits.byPromise), true);
  assert.throws(() => byPromise(() => { throw new Error('x'); }));
  assert.equal(waits.byPromise, false);
});

test('destructors wait for their turn, and for nothing once the component has trapped', async () => {
  const root = suspendingRoot();
  /** @type {number[]} */
  const destroyed = [];
  const destructor = async (/** @type {number} */ rep) => {
    assert.equal(root.entered, 1);
    await undefined;
    destroyed.push(rep);
  };
  assert.equal(takeTurn(root), true);
  const all = [destroyInTurn(root, destructor, 1), destroyCollected(root, destructor, 2)];
  await undefined;
  assert.deepEqual(destroyed, []);
  endTurn(root);
  await Promise.all(all);
  assert.deepEqual(destroyed, [1, 2]);
  assert.equal(root.entered, 0);
  root.entered = 1;
  await destroyCollected(root, destructor, 3);
  await assert.rejects(destroyInTurn(root, destructor, 4), { message: 'cannot enter component instance' });
  assert.deepEqual(destroyed, [1, 2]);
});

test('errors of a start that are no suspension are themselves', () => {
  const error = new Error('x');
  assert.throws(() => hastyStart(() => { throw error; }), (thrown) => thrown === error);
  const suspended = Object.assign(new Error('trying to suspend'), { name: 'SuspendError' });
  assert.throws(() => hastyStart(() => { throw suspended; }), { code: 'E0505', cause: suspended });
});
