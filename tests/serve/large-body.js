// Bodies that fit in nobody's memory, up and down, counted by who receives them.

import { once } from 'node:events';
import { connect } from 'node:net';

/** @typedef {import('./server-process.js').ServerProcess} Server */

const PIECE = Buffer.alloc(0x1_0000, 'x');

/**
 * @param {Server} server
 * @param {number} length a multiple of 64 KB
 * @returns {Promise<string[]>} what went wrong
 */
export async function streamUp({ host, port }, length) {
  const socket = connect(port, host);
  try {
    const answer = socket.toArray();
    answer.catch(() => {});
    socket.write(`POST /length HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: ${length}\r\n\r\n`);
    for (let sent = 0; sent < length; sent += PIECE.length) {
      if (!socket.write(PIECE)) await once(socket, 'drain');
    }
    const text = Buffer.concat(await answer).toString();
    return text.endsWith(`\r\n\r\n${length}`) ? [] : [`up: ${text.slice(0, 100)}`];
  } catch (error) {
    return [`up: ${/** @type {Error} */ (error).message}`];
  }
}

/**
 * @param {Server} server
 * @param {number} length
 * @returns {Promise<string[]>} what went wrong
 */
export async function streamDown({ url }, length) {
  try {
    const { body } = await fetch(`${url}bytes/${length}`);
    let received = 0;
    for await (const bytes of /** @type {ReadableStream<Uint8Array>} */ (body)) received += bytes.length;
    return received === length ? [] : [`down: ${received} bytes of ${length}`];
  } catch (error) {
    return [`down: ${/** @type {Error} */ (error).message}`];
  }
}
