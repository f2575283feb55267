// `npm run playground`: builds what is missing, and then the playground into apps/playground/dist.

import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { addon, buildAddon, install, need, root } from './steps.js';

install();
if (!existsSync(addon)) buildAddon();
if (!existsSync(join(root, 'packages/jco/wasm/jco.wasm.gzip'))) {
  need(process.execPath, ['packages/jco/scripts/build-wasm.js'], { JCO_WASM: 'page' });
}
need(process.execPath, ['tests/guests/build.js', 'tour', 'composed', 'hello', 'command']);
need(process.execPath, ['apps/playground/build.js']);
