// wasi:filesystem by its own methods, in Rust.

import assert from 'node:assert/strict';
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';

import { playCommands } from './command-transcript.js';
import { runCommand, scratchFolder, transpileGuest } from './guest.js';

/** @type {string} */
let filesystem;
before(async () => {
  filesystem = await transpileGuest('filesystem');
});

test('every method returns what it returns under wasmtime, and the disk shows it', async () => {
  const scratch = await playCommands('filesystem', filesystem);
  const at = (/** @type {string} */ path) => join(scratch, path);

  assert.equal(readFileSync(at('files/file'), 'utf8'), '');
  assert.deepEqual(readdirSync(at('files')), ['file']);

  assert.equal(readFileSync(at('directories/moved'), 'utf8'), 'b');
  assert.deepEqual(readdirSync(at('directories')), ['moved']);

  assert.deepEqual(readdirSync(at('links')).sort(), ['dangling', 'dir', 'file', 'hard', 'loop-a', 'loop-b']);
  assert.equal(readlinkSync(at('links/dir/up')), '../file');
  assert.equal(statSync(at('links/file')).ino, statSync(at('links/hard')).ino);

  assert.equal(lstatSync(at('times/link')).mtimeMs, 6000);
  assert.ok(Math.abs(statSync(at('times/file')).mtimeMs - Date.now()) < 60_000);

  assert.equal(readFileSync(at('streams/file'), 'utf8'), 'one TWO three?');
  assert.equal(readFileSync(at('streams/copy'), 'utf8'), 'one TWO ');
});

/** @param {string} part @param {string} work */
async function lines(part, work) {
  const { code, stdout, stderr } = await runCommand(filesystem, { args: [part], preopens: { '/work': work } });
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  // Of an error code what counts is its name.
  return stdout.toString().replaceAll(/ErrorCode \{ [^}]*name: "([\w-]+)"[^}]*\}/g, '$1').split('\n').slice(0, -1);
}

test('a descriptor permits what it was opened for', async () => {
  const work = scratchFolder();
  assert.deepEqual(await lines('rights', work), [
    'reader write Err(bad-descriptor)',
    'reader set-size Err(invalid)',
    'reader set-times Ok(())',
    'reader stream Err(bad-descriptor) Err(bad-descriptor)',
    'writer read Err(bad-descriptor)',
    'writer stream Err(bad-descriptor)',
    'writer flags Ok(DescriptorFlags(WRITE))',
    'neither Ok(Ok(DescriptorFlags(READ)))',
  ]);
  assert.equal(readFileSync(join(work, 'file'), 'utf8'), 'content');
});

test('no path leads out of a preopen', async () => {
  const scratch = scratchFolder();
  const work = join(scratch, 'work');
  mkdirSync(join(work, 'dir'), { recursive: true });
  writeFileSync(join(scratch, 'secret'), 'secret');
  symlinkSync('..', join(work, 'out'));
  symlinkSync(join(scratch, 'secret'), join(work, 'absolute'));
  const answers = await lines('escapes', work);
  const permitted = answers.filter((line) => !line.endsWith(' Err(not-permitted)'));
  // A link may point anywhere as long as no one follows it out.
  const inside = ['open dir/.. Ok(())', 'stat dir/.. Ok(())', 'open . Ok(())', 'stat . Ok(())'];
  assert.deepEqual(permitted, [...inside, 'symlink Err(not-permitted) Ok(())']);
  assert.equal(answers.length, 23);
  assert.deepEqual(readdirSync(scratch).sort(), ['secret', 'work']);
  assert.equal(existsSync(join(work, 'mine')), false);
});
