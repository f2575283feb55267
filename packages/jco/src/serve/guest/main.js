// A guest thread: takes requests and runs the component's handler for each, one at a time.

import { parentPort, workerData } from 'node:worker_threads';

import { aroundWaiting, changes } from '@jco/preview2-shim/server';

import { CURRENT, IS_READY } from '../layout.js';
import { QueueBack } from '../queue.js';
import { answer } from './answer.js';
import { Instances } from './instances.js';
import { GuestLane } from './lane.js';

// For how long the thread sleeps before it lets its event loop run once: what V8 has put off gets done then.
const NAP = 1000;

/** After how many requests the event loop runs once, for the same reason. */
const ROW = 1000;

const queue = new QueueBack(workerData.queue);
const lane = new GuestLane(workerData.memory, queue);
aroundWaiting(() => lane.waits(), () => lane.goesOn());
const instances = await Instances.of(workerData.program);
instances.prepare();

lane.set(IS_READY, 1);
/** @type {import('node:worker_threads').MessagePort} */ (parentPort).postMessage(changes);
serve();

function serve() {
  for (let count = 0; count < ROW; ) {
    const request = queue.take();
    if (request === undefined) {
      if (queue.isClosing) return process.exit();
      instances.prepare();
      const before = performance.now();
      queue.sleep(NAP);
      if (performance.now() - before < NAP) continue;
      instances.tidy();
      break;
    }
    count++;
    lane.set(CURRENT, request.id);
    answer(request, lane, instances);
    lane.done(request.id);
  }
  setImmediate(serve);
}
