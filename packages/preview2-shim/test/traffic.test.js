// Random traffic over several connections at once, both ends a guest's: whatever the sizes, whoever is slow, no byte is
// lost, doubled or misplaced, and every direction ends.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { poll } from '../lib/io/index.js';
import { drop, guestOn, v4 } from './network.js';

const guest = guestOn();

/** Numbers below `bound`, the same in every run. */
function random(seed) {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** The byte at each position of a direction. */
const byteAt = (direction, position) => (position * 31 + (position >>> 8) * 7 + direction * 13) & 255;

/** One direction of a connection. */
function flow(direction, from, to, total) {
  const { output, socket } = from;
  const { input } = to;
  let [sent, got, isOver] = [0, 0, false];
  return {
    isOver: () => isOver,
    pollables: () => [...(sent < total ? [output.subscribe()] : []), ...(isOver ? [] : [input.subscribe()])],

    write(most) {
      if (sent === total) return;
      const length = Math.min(Number(output.checkWrite()), most, total - sent);
      output.write(Uint8Array.from({ length }, (_, index) => byteAt(direction, sent + index)));
      sent += length;
      if (sent === total) socket.shutdown('send');
    },

    read(most) {
      if (isOver) return;
      try {
        for (const byte of input.read(BigInt(most))) assert.equal(byte, byteAt(direction, got++), `direction ${direction}, byte ${got - 1}`);
      } catch (payload) {
        if (payload.tag !== 'closed') throw payload;
        assert.equal(got, total);
        isOver = true;
      }
    },
  };
}

test('random traffic arrives', () => {
  const { socket: listener, local } = guest.listen(v4(0));
  const below = random(7);
  for (let round = 0; round < 4; round++) {
    const pairs = Array.from({ length: 6 }, () => [guest.connect(local), guest.accept(listener)]);
    // The backlog is a queue: the first to connect is the first to be accepted.
    const flows = pairs.flatMap(([near, far], index) => [
      flow(index * 2, near, far, 1 + below(600_000)),
      flow(index * 2 + 1, far, near, 1 + below(600_000)),
    ]);
    const sizes = [1 + below(10), 1 + below(5000), 1 + below(300_000)];
    while (flows.some((one) => !one.isOver())) {
      const open = flows.filter((one) => !one.isOver());
      for (let turn = 0; turn < 20; turn++) {
        const one = open[below(open.length)];
        if (below(2) === 0) one.write(sizes[below(3)]);
        else one.read(sizes[below(3)]);
      }
      const pollables = open.flatMap((one) => one.pollables());
      if (pollables.length > 0) poll.poll(pollables);
    }
    drop(...pairs.flat().flatMap((end) => Object.values(end)));
  }
  drop(listener);
});
