// What goes wrong between memory and a browser's directory: an error for the page, with a code and what to change.

export class StorageError extends Error {
  /** @param {{ code: string, message: string, place?: string, help?: string, cause?: unknown }} failure */
  constructor({ code, message, place, help, cause }) {
    super(message, { cause });
    this.name = 'StorageError';
    this.code = code;
    if (place !== undefined) this.place = place;
    if (help !== undefined) this.help = help;
  }
}

/** What the browser's errors mean: to a guest, and to whoever wrote the page. @type {Record<string, { wasi: string, help: string }>} */
const meanings = {
  QuotaExceededError: {
    wasi: 'quota',
    help:
      'remove files, ask for lasting storage with navigator.storage.persist(), or write less: what has not been written is ' +
      'still in the mount, and flush() tries again',
  },
  NotAllowedError: { wasi: 'not-permitted', help: "ask for it from a click: handle.requestPermission({ mode: 'readwrite' })" },
  NoModificationAllowedError: { wasi: 'busy', help: 'close it in the other tab or worker that has it open, and flush() again' },
  NotFoundError: { wasi: 'no-entry', help: 'the directory was removed meanwhile: mount it anew' },
  TypeError: { wasi: 'invalid', help: 'use names that the file system underneath permits' },
};

/** @param {unknown} error */
const meaningOf = (error) => meanings[/** @type {Error} */ (error).name];

/**
 * The WASI error code of what a browser threw.
 * @param {unknown} error
 */
export const storageCode = (error) => meaningOf(error)?.wasi ?? 'io';

/**
 * @param {unknown} error that a browser threw
 * @param {string} place
 */
export function notWritten(error, place) {
  const { name, message } = /** @type {Error} */ (error);
  const isQuota = name === 'QuotaExceededError';
  return new StorageError({
    code: isQuota ? 'E0721' : 'E0722',
    message: isQuota ? 'the storage of this origin is full' : `this cannot be written: ${message}`,
    place,
    help: meaningOf(error)?.help,
    cause: error,
  });
}
