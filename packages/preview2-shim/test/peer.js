// The other side of a socket: real Node code on an event loop of its own, while the thread of the test is blocked.

import { MessageChannel, Worker, receiveMessageOnPort } from 'node:worker_threads';

/** How long the other side may take. */
const PATIENCE = 10_000;

/**
 * Runs code that has `net`, `dgram`, `tell(value)`, and `commands`, whose functions can be called from here.
 * @param {import('node:test').TestContext} context
 * @param {string} code
 */
export function startPeer(context, code) {
  const told = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  let heard = 0;
  const worker = new Worker(`
    const net = require('node:net'), dgram = require('node:dgram');
    const { workerData: { told, port } } = require('node:worker_threads');
    const tell = (value) => { port.postMessage(value); Atomics.add(told, 0, 1); Atomics.notify(told, 0); };
    const commands = {};
    port.on('message', ([name, args]) => commands[name](...args));
    ${code}`, { eval: true, workerData: { told, port: port2 }, transferList: [port2] });
  worker.unref();
  context.after(() => worker.terminate());

  return {
    /** The next value that it tells. */
    hear() {
      if (Atomics.wait(told, 0, heard, PATIENCE) === 'timed-out') throw new Error('the peer has nothing to tell');
      heard++;
      return receiveMessageOnPort(port1).message;
    },

    /** @param {string} name @param {...unknown} args */
    command(name, ...args) {
      port1.postMessage([name, args]);
    },
  };
}
