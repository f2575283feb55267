import { both, exported, user, type ImportObject } from './expected/world.js';
import type * as Imported from './expected/interfaces/test-resources-imported.js';

// What the component makes is used, and disposed of.
{
  using counter = new exported.Counter(1);
  counter.next();
  using ticket = exported.issue();
  user.count(counter, ticket);
  counter[Symbol.dispose]();
}
const counters: exported.Counter[] = user.count(new exported.Counter(1), exported.issue());
// @ts-expect-error nobody but the component makes tickets
new exported.Ticket();
// @ts-expect-error nor these
new both.Ticket();
// @ts-expect-error a number is wanted
new exported.Counter('1');
const n: number = new exported.Fallible('x').constructor();
const s: string = exported.Fallible.name() + exported.Fallible.prototype_();

// What the host makes can be any class with the functions.
class Counter {
  #next: number;
  constructor(start: number) {
    this.#next = start;
  }
  next() {
    return this.#next++;
  }
  static sum(a: Imported.Counter, b: Imported.Counter) {
    return new Counter(a.next() + b.next());
  }
}
class Ticket {
  constructor(private readonly value: number, readonly owner: string) {}
  number() {
    return this.value;
  }
}
const imported = { Counter, Ticket, issue: () => new Ticket(1, 'me') } satisfies ImportObject['test:resources/imported'];
imported satisfies typeof Imported;

class Disposed extends Ticket {
  [Symbol.dispose]() {}
}
class Plain extends Counter {
  [Symbol.dispose]() {}
}
const host = {
  'test:resources/imported': { Counter, Ticket, issue: () => new Disposed(1, 'me') },
  'test:resources/both': { Ticket: Disposed, Counter: Plain, issue: () => new Disposed(1, 'me') },
} satisfies ImportObject;

({ Counter, Ticket, issue: () => new Ticket(1, 'me'), }) satisfies ImportObject['test:resources/imported'];
// @ts-expect-error a function is missing
({ Counter, Ticket }) satisfies ImportObject['test:resources/imported'];
// @ts-expect-error a method is missing
({ Counter, Ticket: class {}, issue: () => new Ticket(1, '') }) satisfies ImportObject['test:resources/imported'];
// @ts-expect-error a static function is missing
({ Counter: class { next() { return 1; } }, Ticket, issue: () => new Ticket(1, '') }) satisfies ImportObject['test:resources/imported'];
// @ts-expect-error the class is missing
({ Counter, issue: () => new Ticket(1, '') }) satisfies ImportObject['test:resources/imported'];
export { counters, host, n, s };
