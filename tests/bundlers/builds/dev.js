import { vite } from 'jco/plugin';
import { createServer } from 'vite';

import { map } from './map.js';

const plugins = process.env.WITHOUT_JCO ? [] : [vite({ map })];
const server = await createServer({ logLevel: 'silent', plugins, server: { host: '127.0.0.1', port: 0 } });
await server.listen();
console.log(server.resolvedUrls?.local[0]);
