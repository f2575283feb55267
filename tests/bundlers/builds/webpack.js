import { webpack as jco } from 'jco/plugin';
import webpack from 'webpack';

import { compile } from './compile.js';
import { map } from './map.js';

await compile(webpack, jco({ map }));
