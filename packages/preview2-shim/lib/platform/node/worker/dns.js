// Names, looked up as the host does: its files, its servers.

import { lookup } from 'node:dns';

/**
 * @param {import('./channel.js').Channel} channel
 * @param {{ name: string }} options
 * @returns {import('./channel.js').Handlers}
 */
export function dns(channel, { name }) {
  lookup(name, { all: true, verbatim: true }, (error, found) => {
    if (error) channel.fail(error);
    else channel.send(found.map(({ address }) => address));
  });
  return {};
}
