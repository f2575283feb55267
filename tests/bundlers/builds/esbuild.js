import { build } from 'esbuild';
import { esbuild as jco } from 'jco/plugin';

import { map } from './map.js';

await build({ entryPoints: ['main.js'], bundle: true, format: 'esm', outdir: 'dist', logLevel: 'warning', plugins: [jco({ map })] });
