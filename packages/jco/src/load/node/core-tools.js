// What is done to core modules with packages of the project, the one of the folder that the process works in.

import { resolve } from 'node:path';

export { coreScript } from '../../core-js/convert.js';
export { optimize } from '../../opt/optimize.js';

export const projectFolder = () => resolve();
