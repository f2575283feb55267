import { instantiate, type ComponentError, type ImportObject } from './expected/world.js';
import type * as Host from './expected/interfaces/test-promises-host.js';

class Pollable {
  ready() {
    return true;
  }
  async block() {}
}

const imports: ImportObject = {
  'test:promises/host': {
    fetch: async (url: string) => url,
    pause() {},
    now: () => 1,
  },
  'wasi:io/poll': { Pollable, poll: async () => Uint32Array.of(0) },
};
// @ts-expect-error what nobody waits for is no promise
export const now: typeof Host.now = async () => 1;

const { read, size, counters } = await instantiate(undefined, imports);
const text: Promise<string> = read('a');
const bytes: number = size();
const { Counter } = counters;
const counter = await Counter.new(1);
const other = Counter.new_();
const next: number = counter.next();
const later: Promise<number> = counter.later();
// @ts-expect-error it is made by promise
new Counter(1);
try {
  await text;
} catch (error) {
  (error as ComponentError<string>).payload.length;
}
export { bytes, later, next, other };
