import { calls, elseRun, packCalls, run, shortCalls } from './expected/world.js';
// @ts-expect-error there are no full names
import { 'other:pack/calls@1.0.0' as full } from './expected/world.js';

run();
calls.g();
packCalls.h();
shortCalls.f();
elseRun.run();
export { full };
