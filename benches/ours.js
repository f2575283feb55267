// Our own package in the working tree. Until it is built, benchmarks run without it and say so.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const entry = new URL('../packages/jco/src/index.js', import.meta.url);
const EMPTY_COMPONENT = new Uint8Array([0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00]);

export const oursBin = fileURLToPath(new URL('../packages/jco/bin/jco.js', import.meta.url));

/** The API: `transpile`, `parse`, … */
export function importOurs() {
  return import(entry.href);
}

/** @returns {Promise<string | undefined>} why our package cannot take part */
export async function whyNotOurs() {
  if (!existsSync(entry)) return 'packages/jco is not there';
  try {
    const { transpile } = await importOurs();
    const { files } = await transpile(EMPTY_COMPONENT, { name: 'empty' });
    await import(`data:text/javascript;base64,${Buffer.from(files['empty.js']).toString('base64')}`);
    return undefined;
  } catch (error) {
    return `packages/jco does not run: ${error instanceof Error ? error.message : error}`;
  }
}
