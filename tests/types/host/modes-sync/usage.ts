import { instantiate, type Root } from './expected/world.js';

declare const module: WebAssembly.Module;
const imports = { 'test:modes/clock': { now: () => 1n }, log: { default: (message: string) => {} } };
const root: Root = instantiate(() => module, imports);
instantiate((path) => module, imports, (module, imports) => new WebAssembly.Instance(module, imports));
root.greeter.greet('me').text satisfies string;
// @ts-expect-error there are no full names
root['test:modes/greeter@1.0.0'];
// @ts-expect-error nothing fetches
instantiate(undefined, imports);
