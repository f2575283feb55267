// The thread that a component runs in. It may loop for ever: the page ends the thread then.

import { instantiate } from 'jco/load';

import { absentImports } from '../absent.js';
import { answer } from '../thread.js';
import { call } from './call.js';
import { createHandles } from './handles.js';
import { createOutput } from './output.js';
import { runCommand } from './command.js';
import { outcomeOf } from './outcome.js';

/** @type {import('jco/load').CompiledComponent} */
let component;
/** @type {Promise<any> | undefined} */
let instance;
const handles = createHandles();

/** Nothing of a component runs before it is first called: opening a link is not running what is in it. */
const started = () =>
  (instance ??= instantiate(component, { imports: absentImports(component.imports), wasi: { stdin: null, ...outputOf() } }));

answer({
  use: (given) => void (component = given),
  call: callInInstance,
  drop: (id) => outcomeOf(() => handles.drop(id)),
  run: (request) => runCommand(component, request),
});

/**
 * The time that is told is that of the call alone.
 *
 * @param {import('./call.js').CallRequest} request
 */
async function callInInstance(request) {
  const start = await outcomeOf(started);
  return start.is === 'value' ? outcomeOf(() => call(start.value, request, handles)) : start;
}

/** For functions: what they print is shown line by line where the call is. */
function outputOf() {
  const { sink } = createOutput();
  return { stdout: sink('stdout'), stderr: sink('stderr') };
}
