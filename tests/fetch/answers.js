// What tests/guests/http-handler answers through a fetch handler, on whatever runtime it is.

import assert from 'node:assert/strict';

import { createServer, request as httpRequest } from 'node:http';
import { once } from 'node:events';

import { fetched } from '../serve/client.js';

/** @typedef {{ url: string, log: () => string }} Server */

/**
 * Another server, which handlers may send requests to.
 *
 * @param {{ after(end: () => void): void }} context
 * @returns {Promise<string>} its authority
 */
export async function otherServer(context) {
  const server = createServer((request, response) => {
    if (request.url === '/large') response.end(Buffer.alloc(1_000_000, 'y'));
    else response.writeHead(203).end(`answer to ${request.url}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
}

/**
 * A line that the server prints sooner or later.
 *
 * @param {Server} server
 * @param {RegExp} pattern
 */
export async function logged({ log }, pattern) {
  const deadline = performance.now() + 10_000;
  while (!pattern.test(log())) {
    assert.ok(performance.now() < deadline, `${pattern} is not in\n${log()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** @type {Record<string, (server: Server) => Promise<void>>} */
export const answers = {
  'a response has its status, headers and body': async ({ url }) => {
    const { status, headers, text, isWhole } = await fetched(`${url}hello`);
    assert.deepEqual([status, text, isWhole], [200, 'Hello, WASI!', true]);
    assert.equal(headers['content-type'], 'text/plain');
    assert.equal(headers['content-length'], '12');
    assert.equal((await fetched(`${url}nowhere`)).status, 404);
  },

  'the handler sees the head of the request, without what belongs to the connection': async ({ url }) => {
    const headers = { 'X-Two': ['1', '2'], connection: 'keep-alive', 'proxy-authorization': 'secret' };
    const { text } = await fetched(`${url}head?a=b%20c`, { method: 'DELETE', headers });
    assert.match(text, /^method Method::Delete$/m);
    assert.match(text, /^path Some\("\/head\?a=b%20c"\)$/m);
    assert.match(text, /^scheme Some\(Scheme::Http\)$/m);
    assert.ok(text.includes(`authority Some("${new URL(url).host}")`), text);
    assert.match(text, /^x-two: 1, ?2$/m);
    assert.doesNotMatch(text, /^(connection|proxy-authorization|host)/im);
  },

  'bodies come back as they went': async ({ url }) => {
    for (const length of [0, 1, 70_000, 1_500_001]) {
      const body = Buffer.alloc(length, 'abcdefghi');
      const echoed = await fetched(`${url}echo`, { method: 'POST', body, headers: { 'x-kept': 'yes' } });
      assert.ok(echoed.isWhole && echoed.body.equals(body), `${length} bytes`);
      assert.equal(echoed.headers['x-kept'], 'yes');
    }
    const pieces = [Buffer.from('one '), Buffer.from('two')];
    assert.equal((await fetched(`${url}echo`, { method: 'POST', body: pieces })).text, 'one two');
    assert.equal((await fetched(`${url}length`, { method: 'PUT', body: Buffer.alloc(300_000) })).text, '300000');
    assert.equal((await fetched(`${url}bytes/2000000`)).body.length, 2_000_000);
  },

  'repeated fields that may not be joined stay apart': async ({ url }) => {
    const { headers } = await fetched(`${url}fields`);
    assert.deepEqual(headers['set-cookie'], ['a=1', 'b=2']);
    assert.equal(headers['x-other'], 'between');
  },

  'HEAD, 204 and 304 have no body': async ({ url }) => {
    const head = await fetched(`${url}hello`, { method: 'HEAD' });
    assert.deepEqual([head.status, head.headers['content-length'], head.body.length], [200, '12', 0]);
    for (const status of [204, 304]) {
      const answer = await fetched(`${url}status/${status}`);
      assert.deepEqual([answer.status, answer.body.length, answer.isWhole], [status, 0, true]);
    }
  },

  'a body goes without the trailers that fetch does not know': async ({ url }) => {
    const { text, trailers, isWhole } = await fetched(`${url}trailers`);
    assert.deepEqual([text, isWhole, Object.keys(trailers)], ['body with trailers', true, []]);
  },

  'each request has an instance of its own': async ({ url }) => {
    for (let turn = 0; turn < 3; turn++) assert.equal((await fetched(`${url}count`)).text, '1');
    const answers = await Promise.all(Array.from({ length: 30 }, () => fetched(`${url}count`)));
    assert.deepEqual(new Set(answers.map(({ text }) => text)), new Set(['1']));
  },

  'no response, an error in its place, a trap: a status, and why in the log': async (server) => {
    const { url } = server;
    assert.equal((await fetched(`${url}none`)).status, 500);
    assert.equal((await fetched(`${url}error`)).status, 504);
    assert.equal((await fetched(`${url}trap`)).status, 500);
    assert.equal((await fetched(`${url}hello`)).status, 200);
    await logged(server, /GET \/none: the handler returned without a response/);
    await logged(server, /GET \/error: the handler answered with HTTP-response-timeout/);
    await logged(server, /GET \/trap: RuntimeError: [Uu]nreachable/);
  },

  'a body that is not what was announced does not look whole': async ({ url }) => {
    for (const path of ['short/100', 'long/100', 'unfinished', 'trap-after']) {
      // Some runtimes reset the connection before they have sent the head.
      const { status, isWhole } = await fetched(`${url}${path}`).catch(({ code }) => ({ status: code, isWhole: false }));
      assert.ok(status === 500 || !isWhole, `${path}: ${status}`);
    }
  },

  'a handler may work on when it has answered': async (server) => {
    assert.equal((await fetched(`${server.url}early`)).text, 'early');
    await logged(server, /after the response/);
  },
};

/** @type {Record<string, (server: Server, other: string) => Promise<void>>} */
export const suspending = {
  'a handler waits, and others are answered meanwhile': async ({ url }) => {
    const slow = fetched(`${url}sleep/1500`);
    const order = [slow.then(() => 'slow'), fetched(`${url}hello`).then(() => 'quick')];
    assert.equal(await Promise.race(order), 'quick');
    assert.equal((await slow).text, 'slept');
  },

  'pieces are sent as they are written': async ({ url }) => {
    const request = httpRequest(`${url}slow/3/700`).end();
    const [response] = await once(request, 'response');
    /** @type {number[]} */
    const times = [];
    let text = '';
    for await (const piece of response) {
      text += piece;
      times.push(performance.now());
    }
    assert.equal(text, 'piece 0\npiece 1\npiece 2\n');
    assert.ok(times.length >= 3 && times[times.length - 1] - times[0] > 700, `${times}`);
  },

  'a handler makes a request of its own': async ({ url }, other) => {
    const answer = await fetched(`${url}fetch?http://${other}/some/path`);
    assert.deepEqual([answer.status, answer.text], [203, 'answer to /some/path']);
    assert.equal((await fetched(`${url}fetch?http://${other}/large`)).body.length, 1_000_000);
    assert.equal((await fetched(`${url}fetch?http://localhost:1/`)).text, 'refused ErrorCode::HttpRequestDenied');
  },

  'a long body passes through, in both directions at once': async ({ url }) => {
    const body = Buffer.alloc(8_000_000, 'in pieces ');
    const echoed = await fetched(`${url}echo`, { method: 'POST', body });
    assert.ok(echoed.isWhole && echoed.body.equals(body));
  },

  'a client that goes away ends the handler': async (server) => {
    const request = httpRequest(`${server.url}bytes/1000000000`).end();
    const [response] = await once(request, 'response');
    await once(response, 'data');
    request.destroy();
    // A handler that ran on would take a second for each hundred megabytes, and the memory to hold them.
    const begun = performance.now();
    for (let turn = 0; turn < 5; turn++) assert.equal((await fetched(`${server.url}count`)).text, '1');
    assert.ok(performance.now() - begun < 5000);
  },
};

/** @type {Record<string, (server: Server) => Promise<void>>} */
export const withoutSuspending = {
  'a handler that has to wait is told that it cannot, and others go on': async (server) => {
    const { url } = server;
    for (const path of ['sleep/5', 'slow/3/5']) {
      const { status, isWhole } = await fetched(`${url}${path}`);
      assert.ok(status === 500 || !isWhole, `${path}: ${status}`);
      await logged(server, new RegExp(`GET /${path}: error\\[E0610\\]: the handler has to wait.*jspi`));
    }
    assert.equal((await fetched(`${url}hello`)).status, 200);
  },
};
