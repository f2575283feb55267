// Writes the WIT of WASI 0.2 into wit/, for projects that `jco new-project` makes: that of the crate wasip2, which the
// guests of the tests are built with.

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)));

/** The folder of the crate wasip2. */
export function wasip2Folder() {
  const manifest = join(packageFolder, '../../tests/guests/Cargo.toml');
  const args = ['metadata', '--format-version', '1', '--locked', '--manifest-path', manifest];
  const said = execFileSync('cargo', args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
  /** @type {{ packages: { name: string, manifest_path: string }[] }} */
  const { packages } = JSON.parse(said);
  const crate = packages.find(({ name }) => name === 'wasip2');
  if (crate === undefined) throw new Error('the guests do not use the crate wasip2');
  return dirname(crate.manifest_path);
}

export function writeWit() {
  const [from, to] = [join(wasip2Folder(), 'wit/deps'), join(packageFolder, 'wit')];
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) if (name.endsWith('.wit')) copyFileSync(join(from, name), join(to, name));
}
