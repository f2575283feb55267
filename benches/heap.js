// Whether the heap stays flat over a million operations.

import { heapBar } from './bars.js';
import { inChild } from './child.js';
import { number, verdict } from './format.js';
import { prepare } from './subjects.js';

const OPERATIONS = 1_000_000;

const measured = [
  ['scalars', 'export add (u32, u32)'],
  ['strings', 'export string echo 8 B ascii utf8'],
  ['strings', 'import string out 8 B mixed utf8'],
  ['compound', 'export record of 8 fields out'],
  ['compound', 'export result err (throw)'],
  ['compound', 'import result err (throw)'],
  ['resources', 'export resource new and drop'],
  ['resources', 'export resource new and hand over'],
  ['resources', 'export resource left to the collector'],
  ['resources', 'import resource new and drop'],
];

/** @param {import('./run.js').Options} options */
export async function heap({ node, subjects, only, progress }) {
  const rows = [];
  for (const [component, row] of measured.filter(([, name]) => only.test(name))) {
    await prepare(component, subjects);
    const growth = {};
    for (const subject of subjects) {
      const { bytesPerOperation } = await inChild(node, 'heap', { component, row, subject, operations: OPERATIONS });
      growth[subject] = bytesPerOperation;
    }
    progress(`${row}: ${subjects.map(subject => `${subject} ${number(growth[subject])}`).join(', ')} bytes`);
    rows.push([
      row, number(growth.ours), number(growth.hand), number(growth.peer),
      `≤ ${heapBar}`, verdict(growth.ours, { atMost: heapBar }),
    ]);
  }
  return {
    title: 'Heap',
    note: 'Growth of the collected heap in bytes per operation, over the last 700,000 of one million operations.',
    columns: ['work', 'ours', 'hand-written', 'peer', 'bar', ''],
    rows,
  };
}
