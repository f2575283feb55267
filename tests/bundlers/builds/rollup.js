import { rollup as jco } from 'jco/plugin';
import { rollup } from 'rollup';

import { map } from './map.js';

const bundle = await rollup({ input: 'main.js', plugins: [jco({ map })] });
await bundle.write({ dir: 'dist', format: 'es' });
