import { toFetchHandler } from 'jco/fetch';

import { instantiate } from './app/handler.js';

const handler = toFetchHandler(instantiate);
Deno.serve({ hostname: '127.0.0.1', port: 8080 }, handler);
