// What has to be reached. A row that no bar names is measured and shown, nothing more; calls of a function
// without parameters and result are such, because engines may inline what hand-written glue leaves of them.

/** For a row of `calls`, the first entry whose `rows` matches counts. Ratios are of CPU time. */
export const callBars = [
  { rows: /^guest to guest (\(u32, u32\)|list<u8>)/, peerToOurs: 100 },
  { rows: /^(export|import) (?!nop)/, oursToHand: 1.5 },
];

/** The same of `jspi`, on engines that have it: a call that waits is compared with the engine's own. */
export const jspiBars = [
  { rows: /^call /, atMost: 2 },
  { rows: /add/, atMost: 1.5 },
];

/** Growth of the heap, in bytes per operation, that is still flat. */
export const heapBar = 1;

/** Glue in bytes, by what is transpiled. */
export const sizeBars = {
  'add': 1_500,
  'every type, 80 functions': 30_000,
  'WASI command': 35_000,
  'Python component': 70_000,
};

/** Transpiling in process, warm, against the peer; peak memory over an empty process, beyond the input's size. */
export const transpileBars = { peerToOurs: 20, peakBytes: 40_000_000 };

/** CPU time of the whole `transpile` process against `node -e 0`. */
export const commandBar = { oursToNode: 1.3 };

/** CPU time of the whole `run` of a Rust hello against `node hello.mjs`, and the most memory it ever has. */
export const startBars = { oursToNode: 1.7, peakBytes: 75 * 1024 * 1024 };

/**
 * Of a server under a load, on a version of Node: requests a second at least, absolute and against node:http, the peer and
 * one process; milliseconds of the 99th percentile at most, absolute and against node:http.
 * @typedef {{ rate?: number, toNode?: number, toPeer?: number, toOne?: number, p99?: number, p99ToNode?: number }} ServeBar
 */

/**
 * @param {number} major of Node
 * @returns {Record<string, ServeBar>}
 */
export const serveBars = (major) => ({
  'hello, 32 connections, isolate none': { toNode: major < 24 ? 0.3 : 0.5, p99ToNode: 4, toPeer: 10 },
  'hello, 256 connections, isolate none': { toNode: major < 24 ? 0.3 : 0.5, p99ToNode: 4, toPeer: 10 },
  'hello, 32 connections, isolate request': { rate: 4000, p99: 50 },
  'hello, 32 connections, two workers': { toOne: 1.4 },
  '64 KB, 32 connections, isolate none': { toNode: 0.4 },
  'echo of 1 MB, 8 connections, isolate none': { toNode: 0.4 },
});

/** Resident memory of one process of a server, in MiB: at rest, and under load. */
export const serveMemory = { atRest: 90, loaded: 150 };

/** The engine in a page: bytes that are fetched, CPU time against the addon, and of `load` beyond compiling core modules. */
export const pageBars = { engine: 1_200_000, toAddon: 3, loadNs: 15e6 };

/** From `npm install` to a result, and what one component adds to the start of Vite's development server. */
export const firstBars = { installNs: 10e9, viteNs: 200e6 };
