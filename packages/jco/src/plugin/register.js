// `node --import jco/register app.js`: components can be imported.

import * as module from 'node:module';

import { load, resolve } from './hooks.js';

// Hooks in the same thread where Node has them, else in a thread of their own.
const { registerHooks } = /** @type {{ registerHooks?: (hooks: object) => void }} */ (module);
if (registerHooks !== undefined) registerHooks({ resolve, load });
else module.register('./hooks.js', import.meta.url);
