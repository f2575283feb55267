import assert from 'node:assert/strict';
import { test } from 'node:test';

import { enterSyncCall, exitSyncCall, taskMayBlock, transcoded64, transferBorrow, transferOwn } from '../fused.js';
import { fusedInstance } from '../instance.js';
import { addOwn, dropHost, handleRep, takeOwn } from '../resources.js';
import { trapping } from './linear.js';

function tables() {
  const [owner, other, third] = [fusedInstance(), fusedInstance(), fusedInstance()];
  const table = (/** @type {import('../instance.js').Instance} */ instance) => ({ instance, resource: 0, isOwner: instance === owner });
  return [table(owner), table(other), table(third)];
}

test('an own handle moves to another table', () => {
  const [owner, other] = tables();
  addOwn(other.instance, 9, 1);
  const handle = transferOwn(owner, other, addOwn(owner.instance, 0, 7));
  assert.equal(handle, 2);
  assert.equal(handleRep(other.instance, 0, handle), 7);
  assert.throws(() => handleRep(owner.instance, 0, 1), trapping('unknown handle index 1'));
});

test('a borrowed handle is lent for the length of the call, and dropped in it', () => {
  const [, other, third] = tables();
  const handle = addOwn(other.instance, 0, 7);
  enterSyncCall(third.instance);
  const borrowed = transferBorrow(other, third, handle);
  assert.equal(handleRep(third.instance, 0, borrowed), 7);
  assert.throws(() => takeOwn(other.instance, 0, handle), trapping('cannot remove owned resource while borrowed'));
  dropHost(third.instance, 0, borrowed);
  exitSyncCall();
  assert.equal(takeOwn(other.instance, 0, handle), 7);
});

test('the component that defines a resource gets the representation', () => {
  const [owner, other] = tables();
  enterSyncCall(owner.instance);
  assert.equal(transferBorrow(other, owner, addOwn(other.instance, 0, 0)), 0);
  exitSyncCall();
});

test('a borrowed handle that remains is a trap; those of an outer call do not count', () => {
  const [, other, third] = tables();
  const handle = addOwn(other.instance, 0, 7);
  enterSyncCall(third.instance);
  const outer = transferBorrow(other, third, handle);
  enterSyncCall(third.instance);
  exitSyncCall();
  enterSyncCall(third.instance);
  transferBorrow(other, third, handle);
  assert.throws(() => exitSyncCall(), trapping('borrow handles still remain at the end of the call'));
  assert.equal(outer, 1);
});

test('nothing may block', () => {
  assert.equal(taskMayBlock.value, 0);
});

test('lengths for 64-bit memories are bigints', () => {
  assert.deepEqual([transcoded64(7), transcoded64([7, 8]), transcoded64(undefined)], [7n, [7n, 8n], undefined]);
});
