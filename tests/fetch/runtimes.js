// The runtimes that fetch handlers are tried on: real binaries, from npm's packages for this platform, which no script has
// to unpack. Each is installed into `.cache/runtimes` by itself, so that one that cannot be had does not take others with it.
//
//   node tests/fetch/runtimes.js     installs them

import { spawn } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { cachedTool, run } from '../guests/toolchains/cache.js';

/**
 * @typedef {object} Package
 * @property {string} name
 * @property {string} version
 * @property {string} binary
 */

/** @typedef {'workerd' | 'deno' | 'bun'} RuntimeName */

const arm = process.arch === 'arm64';
const { platform } = process;

/** @type {Record<RuntimeName, Package>} */
const packages = {
  workerd: {
    name: `@cloudflare/workerd-${platform}-${arm ? 'arm64' : '64'}`,
    version: '1.20261117.1',
    binary: 'bin/workerd',
  },
  deno: {
    name: `@deno/${platform}-${arm ? 'arm64' : 'x64'}${platform === 'linux' ? '-glibc' : ''}`,
    version: '2.9.6',
    binary: 'deno',
  },
  bun: { name: `@oven/bun-${platform}-${arm ? 'aarch64' : 'x64'}`, version: '1.4.5', binary: 'bin/bun' },
};

/**
 * A runtime's binary.
 *
 * @param {RuntimeName} runtime
 * @returns {Promise<{ path: string, absent?: undefined } | { path?: undefined, absent: string }>} or why there is none,
 *   for `skip`
 */
export async function runtimePath(runtime) {
  const { name, version, binary } = packages[runtime];
  try {
    const folder = await cachedTool(`runtimes/${runtime}`, [name, version], async (folder) => {
      const flags = ['--ignore-scripts', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--prefix', folder];
      await run('npm', ['install', ...flags, `${name}@${version}`], { timeout: 300_000 });
    });
    const path = join(folder, 'node_modules', name, binary);
    chmodSync(path, 0o755);
    await run(path, ['--version'], { timeout: 60_000 });
    return { path };
  } catch (error) {
    return { absent: `${name}@${version} cannot be had on this machine: ${String(error).split('\n')[0]}` };
  }
}

/** For how long a server may take to say where it listens. */
const PATIENCE = 60_000;

/**
 * Starts a server that ends with the test, and waits until it says where it listens.
 *
 * @param {import('node:test').TestContext | { after(end: () => void): void }} context
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, says: (line: string) => number | undefined }} how `says`: the port, if the line has it
 * @returns {Promise<{ url: string, log: () => string }>} `log`: what it has printed
 */
export async function serverOf(context, program, args, { cwd, says }) {
  // Deno colours if that has any value.
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe', 'pipe'], env });
  const gone = new Promise((resolve) => child.once('close', resolve));
  context.after(async () => {
    child.kill('SIGKILL');
    await gone;
  });
  let printed = '';
  const port = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${program} does not listen\n${printed}`)), PATIENCE);
    for (const stream of child.stdio.slice(1)) {
      createInterface({ input: /** @type {import('node:stream').Readable} */ (stream) }).on('line', (line) => {
        printed += `${line}\n`;
        const port = says(line);
        if (port !== undefined) resolve(port);
      });
    }
    child.once('error', reject);
    void gone.then(() => reject(new Error(`${program} has ended\n${printed}`)));
    void gone.then(() => clearTimeout(late));
  });
  return { url: `http://127.0.0.1:${port}/`, log: () => printed };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const runtime of /** @type {RuntimeName[]} */ (Object.keys(packages))) {
    const { absent } = await runtimePath(runtime);
    if (absent !== undefined) console.error(absent);
  }
}
