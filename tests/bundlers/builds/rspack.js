import { rspack } from '@rspack/core';
import { rspack as jco } from 'jco/plugin';

import { compile } from './compile.js';
import { map } from './map.js';

await compile(rspack, jco({ map }));
