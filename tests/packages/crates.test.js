import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { repository as root, run } from '../guests/toolchains/cache.js';
import { scratchFolder } from '../runtime/guest.js';

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
    if (crate === 'cli') assert.ok(packed.includes('src/explanations/E0101.md'), 'the pages of explain');
    if (crate === 'transpile') assert.ok(packed.includes('runtime/trap.js'), 'the run time of the output');
  });
}

test('the four crates are packaged together, with what crates.io asks for', async (t) => {
  const target = scratchFolder();
  const crates = ['js', 'transpile', 'tools', 'cli'];
  const selected = crates.flatMap((crate) => ['-p', `jco-${crate}`]);
  // What `cargo publish --dry-run` does before it compiles: manifests are completed and checked, and one crate stands in
  // for another that is not on crates.io yet.
  await run('cargo', ['package', '--no-verify', '--allow-dirty', '--offline', '--quiet', '--target-dir', target, ...selected], { cwd: root, timeout: 120_000 });
  const packages = readdirSync(join(target, 'package')).filter((file) => file.endsWith('.crate'));
  assert.equal(packages.length, crates.length);
  for (const file of packages) {
    await run('tar', ['-xzf', join(target, 'package', file), '-C', target]);
    const manifest = readFileSync(join(target, file.replace('.crate', ''), 'Cargo.toml'), 'utf8');
    for (const field of ['description', 'license', 'readme', 'keywords', 'categories', 'rust-version']) assert.match(manifest, new RegExp(`^${field} = `, 'm'), file);
    assert.doesNotMatch(manifest, /^path = "\.\.|^\[patch/m, `${file} depends on what is not published`);
    t.diagnostic(`${file} ${statSync(join(target, 'package', file)).size} bytes`);
  }
});
