// Runs a core module as `jco run` does: node run-preview1.js MODULE REQUEST

import { readFileSync } from 'node:fs';

import { runPreview1 } from '../../packages/jco/src/preview1/run.js';

const [module, request] = process.argv.slice(2);
process.exitCode = await runPreview1(readFileSync(module), { app: module, ...JSON.parse(request) });
