export const run: typeof import('{{command}}') = {
  run() {
    console.log('Hello from {{name}}');
  },
};
