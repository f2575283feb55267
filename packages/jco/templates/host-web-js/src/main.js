import * as app from '../generated/app.js';

const list = /** @type {HTMLElement} */ (document.querySelector('#exports'));
list.textContent = Object.keys(app).join('\n');
