// sock_*

import { NONBLOCK } from './descriptor.js';
import * as rights from './rights.js';

/** @typedef {import('./index.js').State} State */

const PEEK = 1;

/**
 * @param {State} state
 * @param {ReturnType<typeof import('./fd.js').fdFunctions>} fd receiving is reading, sending is writing
 */
export const sockFunctions = ({ memory, table }, { fd_read, fd_write }) => ({
  /** @type {(fd: number, flags: number, result: number) => void} */
  sock_accept(fd, flags, result) {
    const listener = table.get(fd);
    listener.need(rights.SOCK_ACCEPT);
    if ((flags & ~NONBLOCK) !== 0) throw 'invalid';
    const connection = listener.accept(flags);
    listener.bequeath(connection);
    memory.setU32(result >>> 0, table.insert(connection));
  },

  /** @type {(fd: number, list: number, count: number, flags: number, length: number, resultFlags: number) => void} */
  sock_recv(fd, list, count, flags, length, resultFlags) {
    table.get(fd).needConnection();
    // A stream of wasi:sockets has no way to look without taking.
    if ((flags & PEEK) !== 0) throw 'unsupported';
    fd_read(fd, list, count, length);
    memory.need(resultFlags >>> 0, 2);
    memory.view.setUint16(resultFlags >>> 0, 0, true);
  },

  /** @type {(fd: number, list: number, count: number, flags: number, length: number) => void} */
  sock_send(fd, list, count, flags, length) {
    table.get(fd).needConnection();
    if (flags !== 0) throw 'invalid';
    fd_write(fd, list, count, length);
  },

  /** @type {(fd: number, how: number) => void} */
  sock_shutdown(fd, how) {
    const socket = table.get(fd);
    socket.need(rights.SOCK_SHUTDOWN);
    socket.shutdown(how);
  },
});
