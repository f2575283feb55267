// Components that come with the page. build.js puts their bytes into examples/.

/**
 * @typedef {object} Example
 * @property {string} id the name of its file, and of it in links
 * @property {string} title
 * @property {string} shows
 * @property {import('./share.js').Shared['call']} [call] what is filled in at first
 * @property {Partial<import('./view/command.js').Saved>} [command]
 */

/** @type {Example[]} */
export const examples = [
  {
    id: 'adder',
    title: 'Adder',
    shows: 'one function, the smallest component there is',
    call: { id: 'add', args: ['2', '3'] },
  },
  {
    id: 'tour',
    title: 'Tour of the types',
    shows: 'records, variants, lists, options, results, a resource, a trap',
    call: { id: 'greet', args: ['Ada'] },
  },
  {
    id: 'counter',
    title: 'Counter',
    shows: 'a resource: constructor, methods, handles that are passed on and dropped',
    call: { id: 'test:resources/counters@1.0.0#counter', args: ['1'] },
  },
  {
    id: 'composed',
    title: 'Composed',
    shows: 'components that call each other, with strings in three encodings',
    call: { id: 'test:composed/client#triangle', args: ['100'] },
  },
  {
    id: 'hello',
    title: 'Hello',
    shows: 'a command in Rust that prints a line',
  },
  {
    id: 'files',
    title: 'Files',
    shows: 'a command with arguments, input, and files in memory',
    command: { args: 'copy poem.txt copy.txt', files: { 'poem.txt': 'Tyger Tyger, burning bright,\nIn the forests of the night;\n' } },
  },
];

/**
 * @param {Example} example
 * @returns {Promise<Uint8Array>}
 */
export async function bytesOfExample({ id }) {
  const response = await fetch(new URL(`../examples/${id}.wasm`, import.meta.url));
  if (!response.ok) throw new Error(`the example cannot be fetched: the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
