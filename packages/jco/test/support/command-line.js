// Runs bin/jco.js as a user does, in a folder of its own.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// What runs make is kept for the other runs of the same process.
const cache = mkdtempSync(join(tmpdir(), 'jco-cache-'));
process.on('exit', () => rmSync(cache, { recursive: true, force: true }));

const bin = fileURLToPath(new URL('../../bin/jco.js', import.meta.url));

/**
 * A folder that goes when the test does.
 *
 * @param {import('node:test').TestContext} test
 * @param {Record<string, string | Uint8Array>} [files] what is in it
 */
export function folder(test, files = {}) {
  const path = mkdtempSync(join(tmpdir(), 'jco-'));
  test.after(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return {
    path,
    /** @param {string} name */
    read: (name) => readFileSync(join(path, name)),
    /** Every file in it, by path, in order. */
    files: () =>
      readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(path.length + 1))
        .sort(),
    /**
     * Runs `jco` in the folder.
     *
     * @param {string[]} args
     * @param {{ input?: string | Uint8Array, env?: Record<string, string>, uid?: number }} [given]
     */
    jco: (args, { input = '', env = {}, uid } = {}) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
        cwd: path,
        input,
        env: { ...process.env, JCO_CACHE: cache, ...env },
        ...(uid === undefined ? {} : { uid }),
        maxBuffer: 1 << 28,
      });
      return { status, stdout, text: stdout.toString(), stderr: stderr.toString() };
    },
  };
}

/**
 * Standard output of a run that went well.
 *
 * @param {{ status: number | null, stdout: Buffer, stderr: string }} run
 */
export function ok({ status, stdout, stderr }) {
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  return stdout;
}
