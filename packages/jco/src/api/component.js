import { JcoArgumentError } from '../errors.js';
import { bytesOf, textOf } from './bytes.js';
import { withEngine } from './engine.js';
import { additionsOf } from './metadata.js';
import { checkedOptions, embedOptions, featuresOf } from './options.js';
import { onlyFile } from './wit-input.js';

/** @type {typeof import('../../types/index.js').componentNew} */
export async function componentNew(core, adapters = []) {
  const bytes = bytesOf(core, 'the core module');
  const named = adapters.map(([name, adapter]) => ({ name, bytes: bytesOf(adapter, `the adapter ${name}`) }));
  return withEngine((engine) => engine.componentNew(bytes, named));
}

/** @type {typeof import('../../types/index.js').componentEmbed} */
export async function componentEmbed(options) {
  checkedOptions(options, embedOptions);
  const { binary, witSource, witPath, world, stringEncoding = 'utf8', metadata = [], dummy = false } = options;
  if (dummy === (binary !== undefined)) {
    throw new JcoArgumentError('componentEmbed needs one of the options binary and dummy');
  }
  if ((witSource === undefined) === (witPath === undefined)) {
    throw new JcoArgumentError('componentEmbed needs one of the options witSource and witPath');
  }
  const core = binary === undefined ? null : bytesOf(binary, 'the option binary');
  const located = witPath === undefined ? { files: [onlyFile(textOf(witSource, 'the option witSource'))] } : { path: witPath };
  const wit = { ...located, world, features: featuresOf(options) };
  const additions = additionsOf(metadata);
  return withEngine((engine) => engine.componentEmbed(core, wit, stringEncoding, additions));
}

/** @type {typeof import('../../types/index.js').preview1AdapterCommandPath} */
export function preview1AdapterCommandPath() {
  return new URL('../../native/wasi_snapshot_preview1.command.wasm', import.meta.url);
}

/** @type {typeof import('../../types/index.js').preview1AdapterReactorPath} */
export function preview1AdapterReactorPath() {
  return new URL('../../native/wasi_snapshot_preview1.reactor.wasm', import.meta.url);
}
