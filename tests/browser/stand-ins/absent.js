// What tests for Node use of it that no page has: a test that gets there does not count in a page.

export class Absent extends Error {}

function absent() {
  throw new Absent('a page has no processes and no files');
}

export { absent as join, absent as open, absent as readFileSync, absent as spawnSync, absent as writeFileSync };
