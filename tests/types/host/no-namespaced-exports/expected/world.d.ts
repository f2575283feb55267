/** World test:short/short */

export function run(): void;
export * as shortCalls from './interfaces/test-short-calls.js';
export * as calls from './interfaces/other-pack-calls@1.0.0.js';
export * as packCalls from './interfaces/other-pack-calls@2.0.0.js';
export * as elseRun from './interfaces/other-else-run.js';
