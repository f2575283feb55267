// wasi:io

export * as error from './error.js';
export * as poll from './poll.js';
export * as streams from './streams.js';
