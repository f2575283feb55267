/** `node --import jco/register app.js`: `import … from './adder.wasm'` takes components. */
export {};
