// What crates/cli has read of the command line `jco run …`, for all that carry it out.

/**
 * @typedef {object} Network what of the network the app may use; `true` is everything, a list are hosts and ports
 * @property {true | string[]} connect
 * @property {true | string[]} bind
 * @property {true | string[]} lookup
 * @property {boolean} http whether it may send HTTP requests
 * @property {boolean} tcp whether it may open TCP sockets
 * @property {boolean} udp whether it may open UDP sockets
 *
 * @typedef {object} RunRequest
 * @property {string} app the component's path as it was given; `-` is standard input
 * @property {string} name what its output is called
 * @property {string[]} args its own name first
 * @property {[string, string][]} env
 * @property {{ host: string, guest: string, readOnly: boolean }[]} dirs
 * @property {Network | null} network null: nothing
 * @property {string | null} invoke a call to make, in WAVE, instead of running it
 * @property {number | null} timeout milliseconds
 * @property {boolean} trace
 * @property {boolean} verbose
 * @property {string[]} imports JavaScript modules to import first
 * @property {[string, string][]} map
 * @property {boolean} json errors are JSON
 */

export {};
