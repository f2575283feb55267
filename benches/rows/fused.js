// Guest to guest: two components in one, the caller loops. Hand-written glue here links the two core
// modules with JavaScript functions that copy between their memories.

export const host = {};

const calls = [
  { name: '(u32, u32)', loop: 'callAdd', length: 0 },
  { name: 'string 8 B', loop: 'callTakeUtf8', length: 8 },
  { name: 'string 1 KB', loop: 'callTakeUtf8', length: 1024 },
  { name: 'string 1 MB', loop: 'callTakeUtf8', length: 1 << 20 },
  { name: 'string 1 KB utf8 to utf16', loop: 'callTakeUtf16', length: 1024 },
  { name: 'list<u8> 1 KB', loop: 'callTakeBytes', length: 1024 },
  { name: 'list<u8> 1 MB', loop: 'callTakeBytes', length: 1 << 20 },
  { name: 'list<string> 1000', loop: 'callTakeStrings', length: 1000 },
];

export const rows = calls.map(({ name, loop, length }) => ({
  name: `guest to guest ${name}`,
  run: ({ [loop]: call }, n) => call(n, length),
}));
