/** @type {typeof import('{{command}}')} */
export const run = {
  run() {
    console.log('Hello from {{name}}');
  },
};
