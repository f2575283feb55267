// componentize-py and the C compiler in PyPI's ziglang, in a virtual environment of their own.

import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { cachedTool, run } from './cache.js';

const requirements = fileURLToPath(new URL('./requirements.txt', import.meta.url));

/**
 * @param {{ folder: string, module: string, wit: string, world: string }} guest `module` lies in `folder`
 * @param {string} output where to write the component
 */
export async function componentizePython({ folder, module, wit, world }, output) {
  const python = await pythonEnvironment();
  // Python leaves its bytecode beside the sources, so it gets a copy of them.
  const copy = await mkdtemp(join(tmpdir(), 'guest-python-'));
  try {
    await cp(folder, copy, { recursive: true });
    const program = join(python, 'bin/componentize-py');
    await run(program, ['-d', wit, '-w', world, 'componentize', '-p', copy, module, '-o', output]);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/**
 * @param {string[]} inputs C files, and what else the compiler is given
 * @param {string} output where to write the core module, a preview 1 command
 */
export async function compileC(inputs, output) {
  const python = await pythonEnvironment();
  const env = {
    ...process.env,
    ZIG_GLOBAL_CACHE_DIR: join(python, 'zig-cache'),
    ZIG_LOCAL_CACHE_DIR: join(python, 'zig-cache'),
  };
  const args = ['-m', 'ziglang', 'cc', '-target', 'wasm32-wasi', '-O2', '-s', ...inputs, '-o', output];
  await run(join(python, 'bin/python3'), args, { env });
}

async function pythonEnvironment() {
  return cachedTool('guests-python', [await readFile(requirements, 'utf8')], async (root) => {
    await run('python3', ['-m', 'venv', root]);
    await run(join(root, 'bin/python3'), ['-m', 'pip', 'install', '--quiet', '-r', requirements]);
  });
}
