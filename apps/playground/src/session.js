// A component at work in a thread of its own, which can be stopped. The thread is started when it is first needed.

import { startThread } from './thread.js';

/** Why a call under way is over: the thread has been ended. */
export class Stopped extends Error {
  constructor() {
    super('stopped');
    this.name = 'Stopped';
  }
}

/** @typedef {ReturnType<typeof createSession>} Session */

/**
 * @param {import('jco/load').CompiledComponent} component
 * @param {() => void} onRestart what it had in memory is gone
 */
export function createSession(component, onRestart) {
  /** @type {import('./thread.js').Thread | undefined} */
  let thread;
  /** @type {(event: any) => void} */
  let onEvent = () => {};
  let isBusy = false;

  /**
   * @param {object} request
   * @param {(event: any) => void} [listen] to what is printed meanwhile
   */
  async function ask(request, listen = () => {}) {
    if (isBusy) throw new Error('a call is under way: stop it first');
    isBusy = true;
    onEvent = listen;
    try {
      if (thread === undefined) {
        thread = startThread(new URL('./runner.js', import.meta.url), (event) => onEvent(event));
        await thread.ask({ use: component });
      }
      return await thread.ask(request);
    } catch (error) {
      // Stopped, or broken.
      stop();
      throw error;
    } finally {
      isBusy = false;
    }
  }

  /** Ends the thread: what the component has in memory is gone, and so are its resources. */
  function stop() {
    thread?.end(new Stopped());
    thread = undefined;
    onRestart();
  }

  return { ask, stop, isBusy: () => isBusy };
}
