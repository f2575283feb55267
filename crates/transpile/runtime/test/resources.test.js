import assert from 'node:assert/strict';
import { test } from 'node:test';

import { componentInstance } from '../instance.js';
import {
  addBorrow, addHost, addOwn, checkBorrows, checkHost, dropDefined, dropHost, giveBack, handleRep, leavingRep, lend,
  moveBorrow, moves, newResource, symbolDispose, takeOwn,
} from '../resources.js';
import { trapping } from './linear.js';

const left = trapping('cannot leave component instance');

test('handles begin at 1 and are used again, last freed first', () => {
  const instance = componentInstance();
  assert.deepEqual([1, 2, 3].map((rep) => addOwn(instance, 0, rep)), [1, 2, 3]);
  takeOwn(instance, 0, 1);
  takeOwn(instance, 0, 3);
  assert.deepEqual([4, 5, 6].map((rep) => addOwn(instance, 0, rep)), [3, 1, 4]);
  assert.equal(handleRep(instance, 0, 1), 5);
});

test('representations are any number, or objects', () => {
  const instance = componentInstance();
  for (const rep of [0, -1, 0x7fffffff, {}]) assert.equal(takeOwn(instance, 0, addOwn(instance, 0, rep)), rep);
});

test('a handle has to be there and of the type', () => {
  const instance = componentInstance();
  const handle = addOwn(instance, 0, 7);
  for (const wrong of [0, 2, -1, 0x7fffffff]) {
    assert.throws(() => handleRep(instance, 0, wrong), trapping(`unknown handle index ${wrong >>> 0}`));
  }
  assert.throws(() => handleRep(instance, 1, handle), /^RuntimeError: handle index 1 used with the wrong type/);
  takeOwn(instance, 0, handle);
  assert.throws(() => takeOwn(instance, 0, handle), trapping('unknown handle index 1'));
});

test('what is lent cannot be dropped or taken', () => {
  const instance = componentInstance();
  const handle = addOwn(instance, 0, 7);
  const entry = lend(instance, 0, handle);
  assert.equal(entry.rep, 7);
  const message = 'cannot remove owned resource while borrowed';
  assert.throws(() => takeOwn(instance, 0, handle), trapping(message));
  assert.throws(() => dropDefined(instance, 0, handle), trapping(message));
  entry.lends--;
  assert.equal(takeOwn(instance, 0, handle), 7);
});

test('borrows are counted until they are dropped', () => {
  const instance = componentInstance();
  const [a, b] = [addBorrow(instance, 0, 1), addBorrow(instance, 0, 2)];
  const remain = trapping('borrow handles still remain at the end of the call');
  assert.throws(() => checkBorrows(instance), remain);
  dropHost(instance, 0, a);
  assert.throws(() => checkBorrows(instance), remain);
  assert.throws(() => takeOwn(instance, 0, b), trapping('cannot lift own resource from a borrow'));
  dropHost(instance, 0, b);
  checkBorrows(instance);
});

test('borrows of a call that did not begin are ended, and nothing else', () => {
  const instance = componentInstance();
  const own = addOwn(instance, 0, 7);
  const outer = moveBorrow(instance, 0, 1);
  const { borrows } = instance;
  const mark = moves.length;
  moveBorrow(instance, 1, 2);
  assert.equal(giveBack(mark, 'an error'), 'an error');
  checkBorrows(instance, borrows);
  assert.equal(handleRep(instance, 0, own), 7);
  assert.equal(handleRep(instance, 0, outer), 1);
  assert.throws(() => handleRep(instance, 1, 3), trapping('unknown handle index 3'));
  giveBack(0, undefined);
  checkBorrows(instance);
});

test('dropping the last handle of a host object disposes of it', () => {
  const instance = componentInstance();
  let disposed = 0;
  const object = { [symbolDispose]: () => disposed++ };
  dropHost(instance, 0, addBorrow(instance, 0, object));
  assert.equal(disposed, 0);
  dropHost(instance, 0, addOwn(instance, 0, object));
  assert.equal(disposed, 1);
  dropHost(instance, 0, addOwn(instance, 0, {}));
});

test('dropping a defined resource calls its destructor, also with 0', () => {
  const instance = componentInstance();
  /** @type {number[]} */
  const destroyed = [];
  for (const rep of [0, 7]) dropDefined(instance, 0, newResource(instance, 0, rep), (rep) => destroyed.push(rep));
  dropDefined(instance, 0, newResource(instance, 0, 8));
  assert.deepEqual(destroyed, [0, 7]);
});

test('host objects are of their class', () => {
  class Thing {}
  const instance = componentInstance();
  const thing = new Thing();
  assert.equal(checkHost(thing, Thing), thing);
  assert.equal(handleRep(instance, 0, addHost(instance, 0, thing, Thing)), thing);
  const message = 'not a valid "Thing" resource, or one that was dropped or moved';
  for (const object of [{}, undefined, 1]) assert.throws(() => checkHost(object, Thing), { name: 'TypeError', message });
});

test('a resource is not made, dropped or used for a call where the component may not be left', () => {
  const instance = componentInstance();
  const handle = addOwn(instance, 0, 7);
  assert.equal(leavingRep(instance, 0, handle), 7);
  instance.mayLeave = false;
  assert.throws(() => newResource(instance, 0, 1), left);
  assert.throws(() => dropDefined(instance, 0, handle), left);
  assert.throws(() => dropHost(instance, 0, handle), left);
  assert.throws(() => leavingRep(instance, 0, handle), left);
  assert.equal(handleRep(instance, 0, handle), 7);
});
