// The hand-written declarations against the code: tsc fails here where one has a name, or a method, the other has not.

import type * as cli from '../lib/cli/index.js';
import type * as clocks from '../lib/clocks/index.js';
import type * as filesystem from '../lib/filesystem/index.js';
import type * as http from '../lib/http/index.js';
import type * as memfs from '../lib/filesystem/memfs.js';
import type * as opfs from '../lib/filesystem/opfs.js';
import type * as io from '../lib/io/index.js';
import type * as random from '../lib/random/index.js';
import type * as sockets from '../lib/sockets/index.js';
import { WASIShim } from '@jco/preview2-shim/instantiation';
import type * as declaredCli from '@jco/preview2-shim/cli';
import type * as declaredClocks from '@jco/preview2-shim/clocks';
import type * as declaredFilesystem from '@jco/preview2-shim/filesystem';
import type * as declaredHttp from '@jco/preview2-shim/http';
import type * as declaredIo from '@jco/preview2-shim/io';
import type * as declaredMemfs from '@jco/preview2-shim/memfs';
import type * as declaredOpfs from '@jco/preview2-shim/opfs';
import type * as declaredRandom from '@jco/preview2-shim/random';
import type * as declaredSockets from '@jco/preview2-shim/sockets';

type Callable = (...args: any) => unknown;

/** Of a class its methods: constructors are no one's business. */
type Member<T> = T extends Callable ? 'function' : T extends { prototype: infer Instance } ? keyof Instance : 'value';

type Shape<Package> = {
  [Name in keyof Package]: Package[Name] extends Callable
    ? 'function'
    : { [Inner in keyof Package[Name]]: Member<Package[Name][Inner]> };
};

type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never;

export const agreements: {
  cli: Same<Shape<typeof cli>, Shape<typeof declaredCli>>;
  clocks: Same<Shape<typeof clocks>, Shape<typeof declaredClocks>>;
  filesystem: Same<Shape<typeof filesystem>, Shape<typeof declaredFilesystem>>;
  http: Same<Shape<typeof http>, Shape<typeof declaredHttp>>;
  memfs: Same<Shape<typeof memfs>, Shape<typeof declaredMemfs>>;
  io: Same<Shape<typeof io>, Shape<typeof declaredIo>>;
  opfs: Same<Shape<typeof opfs>, Shape<typeof declaredOpfs>>;
  random: Same<Shape<typeof random>, Shape<typeof declaredRandom>>;
  sockets: Same<Shape<typeof sockets>, Shape<typeof declaredSockets>>;
} = {
  cli: true,
  clocks: true,
  filesystem: true,
  http: true,
  io: true,
  memfs: true,
  opfs: true,
  random: true,
  sockets: true,
};

/** The declarations, used as a user does. */
export function use(): string {
  using shim = new WASIShim({
    args: ['program'],
    env: { NAME: 'value' },
    stdin: 'text',
    stdout: (bytes) => void bytes.length,
    preopens: { '/': '.', '/tmp': { path: '/tmp', readOnly: true } },
    clocks: { wall: () => 0n },
    network: { connect: ['example.com:443', '10.0.0.0/8'], bind: false },
    sandbox: { enableNetwork: false },
  });
  const imports = shim.getImportObject({ asVersion: '0.2.3' });
  const [[root]] = imports['wasi:filesystem/preopens@0.2.3'].getDirectories();
  const file: declaredFilesystem.types.Descriptor = root.openAt({}, 'path', { create: true }, { read: true });
  const [bytes, isEnd] = file.read(10n, 0n);
  const stream: declaredIo.streams.InputStream = file.readViaStream(0n);
  stream[Symbol.dispose]();
  return isEnd ? '' : String(bytes.length);
}
