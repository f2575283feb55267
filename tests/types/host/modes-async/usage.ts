import { instantiate, type ImportObject, type Root, type TestModesVocabulary100 } from './expected/world.js';
import { expect, type Same } from '../../expect.js';

const word: TestModesVocabulary100.Word = 'word';
const messages: string[] = [];
const imports = {
  'test:modes/clock': { now: () => 1n },
  log: { default: (message) => void messages.push(message) },
} satisfies ImportObject;
declare const bytes: Uint8Array<ArrayBuffer>;

const root = await instantiate((path) => WebAssembly.compile(bytes.slice(path.length)), imports);
expect<Same<typeof root, Root>>();
await instantiate(undefined, imports, WebAssembly.instantiate);
await instantiate(() => new WebAssembly.Module(bytes), imports, (module, imports) => new WebAssembly.Instance(module, imports));

const text: string = root.greeter.greet(word).text;
const same: string = root['test:modes/greeter@1.0.0'].greet('me').text;
using visitor = new root.greeter.Visitor('me');
visitor.greet();
root.run();
root.delete();
root.inner.f();

// @ts-expect-error what cannot be told apart by version is looked for without
({ 'test:modes/clock@1.0.0': imports['test:modes/clock'], log: imports.log }) satisfies ImportObject;
// @ts-expect-error a function at the root is the default export of its specifier
({ 'test:modes/clock': imports['test:modes/clock'], log: (message: string) => {} }) satisfies ImportObject;
// @ts-expect-error u64 is a bigint
({ 'test:modes/clock': { now: () => 1 }, log: imports.log }) satisfies ImportObject;
root.vocabulary satisfies object;
// @ts-expect-error imports cannot be left out
instantiate(undefined);
export { text, same };
