// Writes the WASI preview 1 adapters, which the addon in native/ has, beside it.

import { writeFileSync } from 'node:fs';

const { loadAddon } = await import('../src/addon.js');

const { adapter } = loadAddon();
for (const kind of ['command', 'reactor', 'proxy']) {
  const bytes = adapter(kind);
  if (bytes) writeFileSync(new URL(`../native/wasi_snapshot_preview1.${kind}.wasm`, import.meta.url), bytes);
}
