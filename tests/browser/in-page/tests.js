// Test files written for Node, run in this page.

import { runCollected } from '../stand-ins/test.js';

/** @param {string} path */
export async function run(path) {
  await import(path);
  return runCollected();
}
