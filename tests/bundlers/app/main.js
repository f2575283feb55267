import { greet, values } from './library.wasm';

document.body.textContent = `${greet('page')} ${values.sum(BigUint64Array.of(1n, 2n))} ${values.join(['a', 'b'], '-')}`;
