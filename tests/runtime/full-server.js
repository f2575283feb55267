// A server to which no connection can be made: its queue is full, and no one takes from it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';

const source = `
  const { writeSync } = require('node:fs');
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    writeSync(1, String(server.address().port));
    // No event is looked at from here on, connections among them.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;

/** As many as wait in the queue of a Linux server with a backlog of one. */
const QUEUE = 2;

export async function fullServer() {
  const child = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(child.stdout, 'data');
  const waiting = Array.from({ length: QUEUE }, () => net.connect(Number(port), '127.0.0.1'));
  await Promise.all(waiting.map((socket) => once(socket, 'connect')));
  return {
    address: `http://127.0.0.1:${port}`,
    end() {
      waiting.forEach((socket) => socket.on('error', () => {}).destroy());
      child.kill('SIGKILL');
    },
  };
}
