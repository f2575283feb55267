// Channels to what needs an event loop: sockets and names, which browsers do not give to pages.

/**
 * @returns {never}
 */
export function open() {
  throw 'not-supported';
}

/**
 * What a channel tells of an error. There is no channel.
 * @param {unknown} error
 */
export const hostError = (error) => error;
