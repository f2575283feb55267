// docs/benchmarks.md: one section per benchmark and major version of Node, replaced when it is run again.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, platform, release } from 'node:os';
import { PEER_VERSION } from './peer.js';

const HEAD = `# Benchmarks

Written by \`node benches/run.js\`. All times are CPU times, medians of many short rounds in which the subjects take turns;
ratios hold on other machines, nanoseconds do not. The peer is Bytecode Alliance jco ${PEER_VERSION}.
`;

/**
 * @param {string} file
 * @param {string} version of the node that measured
 * @param {{ title: string, note: string, columns: string[], rows: string[][] }} table
 */
export function writeSection(file, version, { title, note, columns, rows }) {
  const heading = `## ${title}, Node ${version.split('.')[0]}\n`;
  const text = `${heading}\n${note}\n${circumstances(version)}\n\n${markdown(columns, rows)}`;
  const [head, ...sections] = existsSync(file) ? readFileSync(file, 'utf8').split(/\n(?=## )/) : [HEAD];
  const index = sections.findIndex(section => section.startsWith(heading));
  if (index === -1) sections.push(text);
  else sections[index] = text;
  writeFileSync(file, [head, ...sections].join('\n').trimEnd() + '\n');
}

function circumstances(version) {
  const date = new Date().toISOString().slice(0, 10);
  const machine = `${cpus().length} × ${cpus()[0].model.trim()}, ${platform()} ${release()}`;
  return `${date}, Node ${version}, ${machine}, load ${loadavg()[0].toFixed(1)}.`;
}

function markdown(columns, rows) {
  const line = cells => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  const rule = columns.map((_, i) => (i === 0 ? '---' : '---:'));
  return [columns, rule, ...rows].map(line).join('');
}
