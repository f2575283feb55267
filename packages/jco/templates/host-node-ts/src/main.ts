import * as app from '../generated/app.js';

console.log(Object.keys(app));
