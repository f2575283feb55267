import { $init, greeter, run, delete as remove, 'test:modes/greeter@1.0.0' as full } from './expected/world.js';
import { expect, type Same } from '../../expect.js';

expect<Same<typeof $init, Promise<void>>>();
$init.then(() => {
  run();
  remove();
  new greeter.Visitor('me').greet().text satisfies string;
  full.greet('me');
});
