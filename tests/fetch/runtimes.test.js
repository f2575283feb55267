// Handlers on the runtimes that are made for them: workerd, Deno and Bun.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { fetched, guestBytes } from '../serve/client.js';
import { answers, withoutSuspending } from './answers.js';
import { handlerFolder } from './handler-folder.js';
import { runtimePath, serverOf } from './runtimes.js';

const component = guestBytes('http-handler');
const scripted = guestBytes('js-handler');

/** @typedef {import('./answers.js').Server} Server */
/** @typedef {{ after(end: () => void): void }} Context */

/** How each serves a component. @type {Record<import('./runtimes.js').RuntimeName, (context: Context, program: string, component: Uint8Array) => Promise<Server>>} */
const servers = {
  async workerd(context, program, component) {
    const cwd = await handlerFolder(context, component, { target: 'workerd' });
    const args = ['serve', 'handler.capnp', '--socket-addr=http=127.0.0.1:0', '--control-fd=3'];
    const says = (/** @type {string} */ line) => (line.startsWith('{"event":"listen"') ? JSON.parse(line).port : undefined);
    return serverOf(context, program, args, { cwd, says });
  },
  deno: (context, program, component) => scriptServer(context, program, ['run', '--allow-all', '--no-prompt'], component, `
    const { addr } = Deno.serve({ port: 0, hostname: '127.0.0.1', onListen() {} }, handler);
    console.log('port', addr.port);
  `),
  bun: (context, program, component) => scriptServer(context, program, ['run'], component, `
    console.log('port', Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: handler }).port);
  `),
};

/**
 * @param {Context} context
 * @param {string} program
 * @param {string[]} args
 * @param {Uint8Array} component
 * @param {string} listen a script that serves `handler`
 */
async function scriptServer(context, program, args, component, listen) {
  const cwd = await handlerFolder(context, component, { instantiation: 'async' });
  writeFileSync(join(cwd, 'server.js'), `
    import { toFetchHandler } from 'jco/serve';
    import { instantiate } from './handler.js';
    const handler = toFetchHandler(instantiate);
    ${listen}
  `);
  const says = (/** @type {string} */ line) => (/^port \d+$/.test(line) ? Number(line.slice(5)) : undefined);
  return serverOf(context, program, [...args, 'server.js'], { cwd, says });
}

for (const [name, start] of Object.entries(servers)) {
  const { path, absent } = await runtimePath(/** @type {import('./runtimes.js').RuntimeName} */ (name));
  describe(name, { skip: absent }, () => {
    if (path === undefined) return void test(`no ${name}`, { skip: absent }, () => {});
    /** @type {(() => unknown)[]} */
    const ends = [];
    after(async () => {
      for (const end of ends.reverse()) await end();
    });
    const context = { after: (/** @type {() => void} */ end) => void ends.push(end) };

    /** @type {Server} */
    let server;
    before(async () => (server = await start(context, path, component)));
    for (const [what, holds] of Object.entries({ ...answers, ...withoutSuspending })) {
      test(what, { timeout: 120_000 }, () => holds(server));
    }

    test('a handler in JavaScript', { timeout: 120_000 }, async (context) => {
      const { url } = await start(context, path, scripted);
      assert.equal((await fetched(`${url}hello`)).text, 'Hello from JavaScript!');
      assert.equal((await fetched(`${url}count`)).text, '1');
      assert.equal((await fetched(`${url}count`)).text, '1');
      const echoed = await fetched(`${url}echo`, { method: 'POST', body: 'to and fro' });
      assert.deepEqual([echoed.text, echoed.headers['x-method']], ['to and fro', 'POST']);
      assert.equal((await fetched(`${url}stream`)).text, 'one two three');
    });
  });
}
