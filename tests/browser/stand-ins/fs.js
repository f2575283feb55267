// Tests of ours that read files read them where they run on Node.

export function readFileSync() {
  throw new Error('a page has no files');
}
