import { bun as jco } from 'jco/plugin';

import { map } from './map.js';

const { success, logs } = await Bun.build({ entrypoints: ['main.js'], outdir: 'dist', plugins: [jco({ map })] });
if (!success) throw new AggregateError(logs);
