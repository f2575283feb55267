// wasi:io/poll

export { Pollable, poll } from '../core/pollable.js';
