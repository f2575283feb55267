// Test files written for Node, run in this page.

import { runCollected } from '../stand-ins/test.js';

/**
 * @param {string} path
 * @param {string[]} [without] names of tests
 */
export async function run(path, without) {
  await import(path);
  return runCollected(without);
}
