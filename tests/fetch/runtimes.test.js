// Handlers on the runtimes that are made for them: workerd, Deno and Bun.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { fetched, guestBytes } from '../serve/client.js';
import { answers, otherServer, suspending, withoutSuspending } from './answers.js';
import { handlerFolder } from './handler-folder.js';
import { runtimePath, serverOf } from './runtimes.js';

const component = guestBytes('http-handler');
const scripted = guestBytes('js-handler');

/** @typedef {import('./answers.js').Server} Server */
/** @typedef {{ after(end: () => void): void }} Context */

/** @typedef {'jspi' | 'sync'} AsyncMode */

/** How each serves a component. @type {Record<import('./runtimes.js').RuntimeName, (context: Context, program: string, component: Uint8Array, asyncMode: AsyncMode) => Promise<Server>>} */
const servers = {
  async workerd(context, program, component, asyncMode) {
    const cwd = await handlerFolder(context, component, { target: 'workerd', asyncMode });
    const configuration = join(cwd, 'handler.capnp');
    const given = readFileSync(configuration, 'utf8')
      .replace('json = "{}"', 'json = "{ \\"network\\": { \\"connect\\": [\\"127.0.0.1\\"] } }"')
      .replace('services = [', 'services = [(name = "internet", network = (allow = ["local"])), ');
    writeFileSync(configuration, given);
    const args = ['serve', 'handler.capnp', '--socket-addr=http=127.0.0.1:0', '--control-fd=3'];
    const says = (/** @type {string} */ line) => (line.startsWith('{"event":"listen"') ? JSON.parse(line).port : undefined);
    return serverOf(context, program, args, { cwd, says });
  },
  deno: (context, program, ...asked) => scriptServer(context, program, ['run', '--allow-all', '--no-prompt'], asked, `
    const { addr } = Deno.serve({ port: 0, hostname: '127.0.0.1', onListen() {} }, handler);
    console.log('port', addr.port);
  `),
  bun: (context, program, ...asked) => scriptServer(context, program, ['run'], asked, `
    console.log('port', Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: handler }).port);
  `),
};

/**
 * @param {Context} context
 * @param {string} program
 * @param {string[]} args
 * @param {[component: Uint8Array, asyncMode: AsyncMode]} asked
 * @param {string} listen a script that serves `handler`
 */
async function scriptServer(context, program, args, [component, asyncMode], listen) {
  const cwd = await handlerFolder(context, component, { instantiation: 'async', asyncMode });
  writeFileSync(join(cwd, 'server.js'), `
    import { toFetchHandler } from 'jco/serve';
    import { instantiate } from './handler.js';
    const handler = toFetchHandler(instantiate, { wasi: { network: { connect: ['127.0.0.1'] } } });
    ${listen}
  `);
  const says = (/** @type {string} */ line) => (/^port \d+$/.test(line) ? Number(line.slice(5)) : undefined);
  return serverOf(context, program, [...args, 'server.js'], { cwd, says });
}

/** @typedef {Record<string, (server: Server, other: string) => Promise<void>>} Expected */

/** @type {[AsyncMode, Expected][]} */
const modes = [
  ['jspi', { ...answers, ...suspending }],
  ['sync', { ...answers, ...withoutSuspending }],
];

for (const [name, start] of Object.entries(servers)) {
  const { path, absent } = await runtimePath(/** @type {import('./runtimes.js').RuntimeName} */ (name));
  if (path === undefined) test(`handlers on ${name}`, { skip: absent }, () => {});
  else for (const [asyncMode, expected] of modes) describe(`${name}, ${asyncMode}`, () => tryAll(start, path, asyncMode, expected));
}

/**
 * @param {typeof servers['workerd']} start
 * @param {string} path of the runtime
 * @param {AsyncMode} asyncMode
 * @param {Expected} expected
 */
function tryAll(start, path, asyncMode, expected) {
  /** @type {(() => unknown)[]} */
  const ends = [];
  after(async () => {
    for (const end of ends.reverse()) await end();
  });
  const context = { after: (/** @type {() => void} */ end) => void ends.push(end) };

  /** @type {Server} */
  let server;
  /** @type {string} */
  let other;
  before(async () => {
    other = await otherServer(context);
    server = await start(context, path, component, asyncMode);
  });
  for (const [what, holds] of Object.entries(expected)) test(what, { timeout: 120_000 }, () => holds(server, other));

  test('a handler in JavaScript', { timeout: 120_000 }, async (context) => {
    const { url } = await start(context, path, scripted, asyncMode);
    assert.equal((await fetched(`${url}hello`)).text, 'Hello from JavaScript!');
    assert.equal((await fetched(`${url}count`)).text, '1');
    assert.equal((await fetched(`${url}count`)).text, '1');
    const echoed = await fetched(`${url}echo`, { method: 'POST', body: 'to and fro' });
    assert.deepEqual([echoed.text, echoed.headers['x-method']], ['to and fro', 'POST']);
    assert.equal((await fetched(`${url}stream`)).text, 'one two three');
  });
}
