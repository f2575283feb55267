// The HTTP client, with a port that waits by promises: what JSPI makes of the same calls in a guest.

import { createHttp } from '@jco/preview2-shim/http';

import { waitByPromises } from '../../../packages/preview2-shim/lib/platform/browser/port.js';

waitByPromises(true);

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * @param {{ path: string, method?: string, body?: string[], network?: any, timeout?: number }} asked
 */
export async function send({ path, method = 'get', body = [], network = true, timeout }) {
  const { types, outgoingHandler } = /** @type {any} */ (createHttp({ network }));
  const headers = types.Fields.fromList([['x-asked', encoder.encode('yes')]]);
  const request = new types.OutgoingRequest(headers);
  request.setMethod({ tag: method });
  request.setScheme({ tag: 'HTTP' });
  request.setAuthority(location.host);
  request.setPathWithQuery(path);
  const options = new types.RequestOptions();
  if (timeout !== undefined) options.setFirstByteTimeout(BigInt(timeout) * 1_000_000n);
  const outgoing = request.body();
  try {
    const future = outgoingHandler.handle(request, options);
    const output = outgoing.write();
    for (const part of body) await output.blockingWriteAndFlush(encoder.encode(part));
    output[Symbol.dispose]();
    types.OutgoingBody.finish(outgoing, undefined);
    await future.subscribe().block();
    const { tag, val } = future.get().val;
    return tag === 'err' ? { error: val } : await received(val);
  } catch (error) {
    return { error: error instanceof Error ? String(error.stack) : error };
  }
}

/** @param {any} response */
async function received(response) {
  const [[type]] = [response.headers().get('content-type')];
  const incoming = response.consume();
  const input = incoming.stream();
  let text = '';
  try {
    for (;;) text += decoder.decode(await input.blockingRead(7n), { stream: true });
  } catch (/** @type {any} */ error) {
    if (error.tag !== 'closed') throw error;
  }
  return { status: response.status(), type: decoder.decode(type), text };
}
