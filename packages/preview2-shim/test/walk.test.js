// The walk, over random trees of directories, files and links, against an oracle that knows the whole tree.

import assert from 'node:assert/strict';
import { lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Walk } from '../lib/filesystem/walk.js';
import { FOLLOW, NO_FOLLOW, fileSystems, preopen, temporaryFolder } from './file-systems.js';

/** A small generator (mulberry32), so that a failure can be repeated from its seed. */
function randomFrom(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(next() * limit);
  const pick = (list) => list[below(list.length)];
  return { below, pick };
}

const NAMES = ['a', 'b', 'c', 'd'];

/**
 * A path of names that may exist, with all the oddities paths can have.
 */
function randomPath({ below, pick }, oddities = true) {
  const parts = Array.from({ length: 1 + below(5) }, () => pick([...NAMES, ...NAMES, '..', '..', '.', ...(oddities ? [''] : [])]));
  let path = parts.join('/');
  if (oddities && below(8) === 0) path = `/${path}`;
  if (below(6) === 0) path += pick(['/', '/.', '/..', '//']);
  return path;
}

/**
 * Nodes are plain objects: a directory has `entries`, a link has `target`, a file has neither.
 */
function randomTree(random) {
  const root = { entries: {} };
  const directories = [root];
  for (let count = 4 + random.below(12); count > 0; count--) {
    const { entries } = random.pick(directories);
    const name = random.pick(NAMES);
    if (entries[name] !== undefined) continue;
    const kind = random.below(10);
    if (kind < 4) directories.push((entries[name] = { entries: {} }));
    else if (kind < 6) entries[name] = {};
    else entries[name] = { target: randomTarget(random) };
  }
  return root;
}

function randomTarget(random) {
  const kind = random.below(8);
  if (kind === 0) return '/etc/passwd';
  if (kind === 1) return '../'.repeat(1 + random.below(4)) + 'secret';
  return randomPath(random).replace(/^$/, '.');
}

/**
 * What a path leads to, by recursion over the whole tree: a node, or an error code.
 */
function oracle(root, path, follow) {
  let links = 0;

  /** @returns {object[]} the directories from the root to what was found, and that */
  function resolve(trail, path, followLast) {
    if (path === '') throw 'no-entry';
    if (path.startsWith('/')) throw 'not-permitted';
    const parts = path.split('/');
    const needsDirectory = ['', '.', '..'].includes(parts.at(-1));
    const names = parts.filter((part) => part !== '' && part !== '.');
    let here = trail;
    names.forEach((name, index) => {
      const isLast = index === names.length - 1;
      const node = here.at(-1);
      if (node.entries === undefined) throw 'not-directory';
      if (name === '..') {
        if (here.length === 1) throw 'not-permitted';
        here = here.slice(0, -1);
        return;
      }
      const child = node.entries[name];
      if (child === undefined) throw 'no-entry';
      if (child.target === undefined || (isLast && !followLast && !needsDirectory)) here = [...here, child];
      else {
        if (++links > 40) throw 'loop';
        here = resolve(here, child.target, true);
      }
    });
    if (needsDirectory && here.at(-1).entries === undefined) throw 'not-directory';
    return here;
  }

  try {
    return resolve([root], path, follow).at(-1);
  } catch (code) {
    if (typeof code === 'string') return code;
    throw code;
  }
}

const typeOf = (node) => {
  if (node.entries) return 'directory';
  return node.target === undefined ? 'regular-file' : 'symbolic-link';
};

/** The tree as the walk wants it: handles that count how often they are held. */
class ModelHandle {
  static open = 0;

  constructor(node) {
    this.node = node;
    ModelHandle.open++;
  }

  release() {
    ModelHandle.open--;
  }

  child(name) {
    assert.ok(name !== '' && name !== '..' && !name.includes('/'), `the walk asked for ${JSON.stringify(name)}`);
    if (this.node.entries === undefined) throw 'not-directory';
    const node = name === '.' ? this.node : this.node.entries[name];
    if (node === undefined) throw 'no-entry';
    return node;
  }

  enter(name) {
    const node = this.child(name);
    if (node.target !== undefined) throw 'loop';
    if (node.entries === undefined) throw 'not-directory';
    return new ModelHandle(node);
  }

  enterAll(names) {
    let { node } = this;
    for (const name of names) node = node?.entries?.[name];
    return node?.entries && new ModelHandle(node);
  }

  readlinkAt(name) {
    const { target } = this.child(name);
    if (target === undefined) throw 'invalid';
    return target;
  }
}

function walkTo(root, path, follow) {
  const base = new ModelHandle(root);
  let walk;
  try {
    walk = new Walk(base, path);
    for (;;) {
      const node = walk.directory.child(walk.name);
      if (node.target !== undefined && (follow || walk.namesDirectory)) walk.follow();
      else if (walk.namesDirectory && node.entries === undefined) return 'not-directory';
      else return node;
    }
  } catch (code) {
    if (typeof code === 'string') return code;
    throw code;
  } finally {
    walk?.leave();
    base.release();
    assert.equal(ModelHandle.open, 0, 'directories are let go of');
  }
}

test('a walk ends where the oracle says, in 10,000 random trees', () => {
  const outcomes = new Map();
  for (let seed = 0; seed < 10_000; seed++) {
    const random = randomFrom(seed);
    const root = randomTree(random);
    for (let count = 0; count < 10; count++) {
      const path = randomPath(random);
      const follow = random.below(2) === 0;
      const expected = oracle(root, path, follow);
      const found = walkTo(root, path, follow);
      const outcome = typeof expected === 'string' ? expected : typeOf(expected);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (found === expected) continue;
      assert.fail(`seed ${seed}, path ${JSON.stringify(path)}, follow ${follow}: ${JSON.stringify([found, expected, root])}`);
    }
  }
  const kinds = ['directory', 'regular-file', 'symbolic-link', 'no-entry', 'not-permitted', 'not-directory', 'loop'];
  for (const kind of kinds) assert.ok(outcomes.get(kind) > 50, `${kind} was met ${outcomes.get(kind)} times`);
});

function build(folder, { entries }) {
  for (const [name, node] of Object.entries(entries)) {
    const path = join(folder, name);
    if (node.entries) {
      mkdirSync(path);
      build(path, node);
    } else if (node.target === undefined) writeFileSync(path, '');
    else symlinkSync(node.target, path);
  }
}

for (const kind of ['host', 'host by paths']) {
  test(`files are found where the oracle and the kernel say, on ${kind}`, (context) => {
    const folder = temporaryFolder(context);
    writeFileSync(join(folder, 'secret'), '');
    for (let seed = 0; seed < 150; seed++) {
      const random = randomFrom(seed + 1_000_000);
      const tree = randomTree(random);
      const top = join(folder, String(seed), 'top');
      mkdirSync(top, { recursive: true });
      build(top, tree);
      const root = preopen(fileSystems[kind](top));
      for (let count = 0; count < 40; count++) {
        const path = randomPath(random);
        const follow = random.below(2) === 0;
        const expected = oracle(tree, path, follow);
        let found;
        try {
          found = root.statAt(follow ? FOLLOW : NO_FOLLOW, path).type;
        } catch (code) {
          found = code;
        }
        const label = `seed ${seed}, path ${JSON.stringify(path)}, follow ${follow}, ${JSON.stringify(tree)}`;
        assert.equal(found, typeof expected === 'string' ? expected : typeOf(expected), label);
        if (typeof expected === 'string') continue;
        const real = (follow ? statSync : lstatSync)(`${top}/${path}`);
        assert.equal(real.isDirectory(), expected.entries !== undefined, label);
      }
      root[Symbol.dispose]();
    }
    assert.equal(readFileSync(join(folder, 'secret'), 'utf8'), '');
  });
}
