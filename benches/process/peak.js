// Transpiles one file once and prints the most memory the process ever held: { peak }, in bytes.
// Input (argv): { file, subject }; with subject `none` it is what an empty process holds.

import { existsSync, readFileSync } from 'node:fs';

const { file, subject } = JSON.parse(process.argv[2]);
if (subject !== 'none') {
  const { transpile } = subject === 'ours'
    ? await (await import('../ours.js')).importOurs()
    : await (await import('../peer.js')).importPeer();
  await transpile(new Uint8Array(readFileSync(file)), { name: 'component' });
}
console.log(JSON.stringify({ peak: peakMemory() }));

/** Linux hands `maxRSS` down from the process that started this one; VmHWM is ours alone. */
function peakMemory() {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const own = /^VmHWM:\s*(\d+) kB$/m.exec(status);
  return (own ? Number(own[1]) : process.resourceUsage().maxRSS) * 1024;
}
