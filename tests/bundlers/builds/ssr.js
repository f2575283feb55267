import { vite } from 'jco/plugin';
import { createServer } from 'vite';

import { map } from './map.js';

const server = await createServer({ logLevel: 'error', plugins: [vite({ map })], appType: 'custom', server: { middlewareMode: true, ws: false } });
const { greet } = await server.ssrLoadModule('/library.wasm');
console.log(greet('server'));
await server.close();
