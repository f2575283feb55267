// One of several processes that share a port: told by the first one what to serve, and when to stop.

import { failureOf } from '../errors.js';
import { serverOf } from './command.js';

/** @type {Awaited<ReturnType<typeof serverOf>> | undefined} */
let server;

process.on('message', async (/** @type {any} */ { request, close, reload }) => {
  try {
    if (request !== undefined) {
      server = await serverOf(request);
      process.send?.({ url: server.url });
    }
    if (reload) await server?.reload();
    if (close) {
      await server?.close();
      process.disconnect();
      process.exit(0);
    }
  } catch (error) {
    process.send?.({ error: failureOf(error) }, () => process.exit(1));
  }
});

// What is sent before somebody listens is lost.
process.send?.({ isListening: true });

// Signals that a terminal sends go to all processes: the first one decides.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('disconnect', () => process.exit(1));
