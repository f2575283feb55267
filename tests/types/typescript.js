// TypeScript as its users run it.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
const tsc = join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.tsc);

/**
 * Compiles the files and gives what the compiler says about them: nothing, if all is well.
 * @param {string[]} files absolute paths
 * @param {Record<string, unknown>} options compiler options, on top of the strictest
 */
export function compile(files, options) {
  const folder = mkdtempSync(join(tmpdir(), 'jco-types-'));
  try {
    const compilerOptions = { strict: true, skipLibCheck: false, noEmit: true, types: [], ...options };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
    const { stdout, stderr, error } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
    if (error) throw error;
    return stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
