// wasi:io

import { IoError } from '../core/errors.js';
import { Pollable, poll as pollList } from '../core/pollable.js';
import { InputStream, OutputStream } from '../core/stream.js';

/** wasi:io/error */
export const error = { Error: IoError };

/** wasi:io/poll */
export const poll = { Pollable, poll: pollList };

/** wasi:io/streams */
export const streams = { InputStream, OutputStream };
