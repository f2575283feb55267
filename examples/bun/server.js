import { toFetchHandler } from 'jco/fetch';

import { instantiate } from './app/handler.js';

const handler = toFetchHandler(instantiate);
Bun.serve({ hostname: '127.0.0.1', port: 8080, fetch: handler });
