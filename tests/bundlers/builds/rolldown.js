import { rolldown as jco } from 'jco/plugin';
import { rolldown } from 'rolldown';

import { map } from './map.js';

const bundle = await rolldown({ input: 'main.js', plugins: [jco({ map })] });
await bundle.write({ dir: 'dist', format: 'esm' });
