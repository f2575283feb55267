// wasi:io/error

export { IoError as Error } from '../core/errors.js';
