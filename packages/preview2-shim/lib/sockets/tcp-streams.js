// The two streams of a connection. It is closed when both and the socket have been dropped.

import { inputStream, outputStream } from '../core/stream.js';

/** @typedef {import('#platform/channel.js').Channel} Channel */
/** @typedef {import('../core/stream.js').InputStream} InputStream */
/** @typedef {import('../core/stream.js').OutputStream} OutputStream */

/** @param {Channel} channel */
export function tcpStreams(channel) {
  const { source, sink } = channel;
  let owners = 3;
  let isReceiving = true;
  let isSending = true;

  const release = () => {
    if (--owners === 0) channel.close();
  };

  const open = () => {
    if (!isSending) throw ENDED;
    return sink;
  };

  const input = inputStream({
    wakes: true,
    read: (length) => (isReceiving ? source.read(length) : undefined),
    ready: () => !isReceiving || source.ready(),
    close: release,
  });

  const output = outputStream({
    wakes: true,
    write: (bytes) => open().write(bytes),
    capacity: () => open().capacity(),
    flush: () => open().flush(),
    ready: () => !isSending || sink.ready(),
    close: release,
  });

  return {
    pair: /** @type {[InputStream, OutputStream]} */ ([input, output]),
    release,

    /** What arrives from now on is thrown away. */
    stopReceiving() {
      if (isReceiving) channel.post({ discard: true });
      isReceiving = false;
    },

    /** What has been written is sent, and then an end. */
    stopSending() {
      if (isSending) channel.finish();
      isSending = false;
    },
  };
}

/** To a stream this is what a pipe is to which no one listens. */
const ENDED = Object.assign(new Error('the socket has been shut down'), { code: 'EPIPE' });
