// The commands that the README shows for `jco run` work as printed.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { adder } from '../../packages/jco/test/support/components.js';
import { scratchFolder } from './guest.js';
import { bin, environment, guest } from './jco-run.js';

const readme = readFileSync(new URL('../../packages/jco/README.md', import.meta.url), 'utf8');
const [, block = ''] = /## Running a command\n\n```sh\n([^]*?)```/.exec(readme) ?? [];
const expected = ['hello\n', 'notes', /notes\.txt/, '3\n'];

test('commands of the README', () => {
  const folder = scratchFolder();
  for (const name of ['hello', 'command']) copyFileSync(guest(name), join(folder, `${name}.wasm`));
  writeFileSync(join(folder, 'adder.wat'), adder);
  writeFileSync(join(folder, 'notes.txt'), 'notes');
  const lines = block.trim().split('\n');
  assert.equal(lines.length, expected.length);
  lines.forEach((line, index) => {
    const command = line.replace(/^npx jco /, '"$NODE" "$JCO" ');
    const env = environment({ NODE: process.execPath, JCO: bin });
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' });
    assert.deepEqual({ line, status, stderr }, { line, status: 0, stderr: '' });
    const wanted = expected[index];
    if (typeof wanted === 'string') assert.equal(stdout, wanted);
    else assert.match(stdout, wanted);
  });
});
