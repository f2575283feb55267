import * as app from '../generated/app.js';

const list = document.querySelector('#exports') as HTMLElement;
list.textContent = Object.keys(app).join('\n');
