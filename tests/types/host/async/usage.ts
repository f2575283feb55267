import { later, run, type ImportObject } from './expected/world.js';

run() satisfies Promise<void>;
later.start('x') satisfies Promise<void>;
later.Job.all() satisfies Promise<Uint8Array>;
async function* bytes() {
  yield 1;
}
const jobs = later.pipe(bytes(), (async function* () {})(), (async function* () {})(), Promise.resolve(1), Promise.resolve());
for await (const job of jobs) {
  (await job.wait()) satisfies string;
}
declare const host: ImportObject['test:later/later'];
host.start('x') satisfies Promise<void>;
