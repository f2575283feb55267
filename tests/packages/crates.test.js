import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { run } from '../guests/toolchains/cache.js';

const crates = fileURLToPath(new URL('../../crates', import.meta.url));

for (const crate of ['js', 'transpile', 'tools', 'cli']) {
  test(`the package of the crate ${crate} has all that it is compiled from`, async () => {
    const folder = join(crates, crate);
    const printed = await run('cargo', ['package', '--list', '--allow-dirty', '--offline', '--quiet'], { cwd: folder });
    const packed = printed.trim().split('\n');
    const sources = readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.rs'));
    const included = sources.flatMap((file) => {
      const found = readFileSync(join(folder, 'src', file), 'utf8').matchAll(/include_(?:str|bytes)!\("([^"]+)"\)/g);
      return Array.from(found, ([, path]) => normalize(join('src', dirname(file), path)));
    });
    const needed = [...sources.map((file) => join('src', file)), ...included];
    assert.deepEqual(needed.filter((file) => !packed.includes(file)), []);
    assert.deepEqual(packed.filter((file) => /^(tests|fuzz|benches|target)\//.test(file)), []);
    if (crate === 'transpile') assert.ok(packed.includes('runtime/trap.js'), 'the run time of the output');
  });
}
