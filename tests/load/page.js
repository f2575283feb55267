// The page of chromium.test.js: what the tests call in it.

import { compile, instantiate, load } from 'jco/load';

import { imports } from './library-host.js';

Object.assign(globalThis, { compile, instantiate, load, imports });
document.body.textContent = 'ready';
