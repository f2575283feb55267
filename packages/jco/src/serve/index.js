// `jco/serve`: components that export wasi:http/incoming-handler, as servers. Where there is no Node, `jco/fetch` is in
// its place.

import { bytesOf } from '../api/bytes.js';
import { program } from './component.js';
import { serveOptions } from './options.js';
import { startServer } from './server.js';

export { toFetchHandler } from './fetch-handler.js';

/** @type {typeof import('../../types/serve.js').serve} */
export async function serve(component, options) {
  const checked = serveOptions(options);
  return startServer(await program(bytesOf(component, 'the component'), checked), checked);
}
