// What tests for Node use of it that no page has: a test that gets there does not count in a page.

export class Absent extends Error {}

function absent() {
  throw new Absent('a page has no processes, no files and no servers');
}

// child_process, fs, path, url
export { absent as execFileSync, absent as spawnSync };
export { absent as existsSync, absent as lstatSync, absent as mkdirSync, absent as open, absent as readFileSync };
export { absent as statSync, absent as symlinkSync, absent as writeFileSync };
export { absent as join, absent as pathToFileURL };
