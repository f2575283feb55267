import { vite } from 'jco/plugin';
import { build } from 'vite';

import { map } from './map.js';

await build({ logLevel: 'warn', base: './', plugins: [vite({ map })], build: { target: 'esnext' } });
