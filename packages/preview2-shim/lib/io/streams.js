// wasi:io/streams

export { InputStream, OutputStream } from '../core/stream.js';
