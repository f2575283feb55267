// Bytes of JavaScript that a component comes with, core modules not counted.

import { gzipSync } from 'node:zlib';
import { sizeBars } from './bars.js';
import { componentBytes, dummyBytes, guestBytes } from './components.js';
import { bytes, ratio, verdict } from './format.js';
import { importOurs } from './ours.js';
import { importPeer } from './peer.js';

const inputs = {
  'add': () => componentBytes('add'),
  'every type, 80 functions': () => dummyBytes('every-type'),
  'WASI command': () => guestBytes('command'),
  'Python component': () => guestBytes('python'),
};

/** @param {import('./run.js').Options} options */
export async function size({ subjects, only, progress }) {
  const apis = {};
  if (subjects.includes('ours')) apis.ours = await importOurs();
  if (subjects.includes('peer')) apis.peer = await importPeer();

  const rows = [];
  for (const [name, input] of Object.entries(inputs).filter(([key]) => only.test(key))) {
    const component = await input();
    if (!component) {
      rows.push([name, ...Array(7).fill(''), 'skipped: build tests/guests first']);
      continue;
    }
    const ours = apis.ours && await glueSizes(apis.ours, component);
    const peer = apis.peer && await glueSizes(apis.peer, component);
    progress(`${name}: ours ${ours?.raw}, peer ${peer?.raw} bytes`);
    const bar = sizeBars[name];
    rows.push([
      name, bytes(ours?.raw), bytes(ours?.minified), bytes(ours?.gzip),
      bytes(peer?.raw), bytes(peer?.minified), bytes(peer?.gzip),
      ratio(ours && peer && peer.raw / ours.raw), `≤ ${bytes(bar)}`, verdict(ours?.raw, { atMost: bar }),
    ]);
  }
  return {
    title: 'Glue',
    note: 'Bytes of JavaScript, core modules not counted: as printed, with `minify`, and as printed after gzip -9.',
    columns: ['component', 'ours', 'minified', 'gzip', 'peer', 'minified', 'gzip', 'peer / ours', 'bar', ''],
    rows,
  };
}

async function glueSizes({ transpile }, component) {
  const options = { name: 'component', base64Cutoff: 0 };
  const plain = await scripts(transpile, component, options);
  const minified = await scripts(transpile, component, { ...options, minify: true });
  return { raw: plain.length, minified: minified.length, gzip: gzipSync(plain, { level: 9 }).length };
}

async function scripts(transpile, component, options) {
  const { files } = await transpile(component, options);
  return Buffer.concat(Object.entries(files).filter(([name]) => name.endsWith('.js')).map(([, content]) => content));
}
