import type { ImportObject } from './expected/world.js';

({
  './host.js': { f() {}, h() {}, second: { g: () => '' }, log(message) { message.length; } },
}) satisfies ImportObject;
// @ts-expect-error `second` is a member of the module
({ './host.js': { f() {}, h() {}, g: () => '', log() {} } }) satisfies ImportObject;
