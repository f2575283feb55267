// The host's random bytes. Node has the same interface for them.

export { fillRandom } from '../node/random.js';
