// Programs that do part of the work.

import { spawn } from 'node:child_process';
import { closeSync, openSync, readSync } from 'node:fs';
import { execPath } from 'node:process';

import { JcoError } from '../errors.js';

/**
 * Runs a program to its end; one that is JavaScript, with this Node.
 *
 * @param {string} path
 * @param {string[]} args
 * @returns {Promise<string>} what it said on standard output
 */
export async function runProgram(path, args) {
  const [program, first] = isScript(path) ? [execPath, [path]] : [path, []];
  const child = spawn(program, [...first, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [said, complained] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (complained += text));
  const code = await new Promise((resolve, reject) => {
    child.on('error', (error) => reject(failed(path, error.message)));
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  if (code !== 0) throw failed(path, firstLines(complained || said) || `it ended with ${code}`);
  return said;
}

/** @param {string} path */
function isScript(path) {
  if (/\.[cm]?js$/.test(path)) return true;
  const start = Buffer.alloc(64);
  try {
    const fd = openSync(path, 'r');
    readSync(fd, start);
    closeSync(fd);
  } catch {
    // A name that the system looks for.
    return false;
  }
  return /^#!.*\bnode\b/.test(start.toString('latin1'));
}

/** @param {string} text */
const firstLines = (text) => text.trim().split('\n').slice(0, 8).join('; ').slice(0, 1000);

/** @param {string} path @param {string} reason */
function failed(path, reason) {
  return new JcoError({ code: 'E0802', message: `${path.split(/[\\/]/).at(-1)}: ${reason}`, place: path });
}
