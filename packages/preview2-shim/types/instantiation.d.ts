/// <reference lib="esnext.disposable" />
import type { Cli, CliConfig } from './cli.js';
import type { Clocks, ClocksConfig } from './clocks.js';
import type { Filesystem, PreopenConfig } from './filesystem.js';
import type { Http, HttpConfig } from './http.js';
import type * as io from './io.js';
import type { Random, RandomConfig } from './random.js';
import type { NetworkConfig, Sockets } from './sockets.js';

/** What the instance is given: everything else is denied, except standard streams, clocks and randomness. */
export interface WASIShimConfig extends CliConfig {
  preopens?: Record<string, PreopenConfig>;
  /** What it may do on the network, by sockets and HTTP. */
  network?: NetworkConfig;
  /** Clocks of your own, or interfaces in place of those made here. */
  clocks?: ClocksConfig | Partial<Clocks>;
  /** Randomness of your own, or interfaces in place of those made here. */
  random?: RandomConfig | Partial<Random>;
  /** Interfaces in place of those made here. */
  cli?: Partial<Cli>;
  filesystem?: Partial<Filesystem>;
  http?: Partial<Http> | Pick<HttpConfig, 'ca'>;
  io?: Partial<typeof io>;
  sockets?: Partial<Sockets>;
  /** The same as `args`. */
  arguments?: readonly string[];
  /** The same as `env`. */
  environment?: Record<string, string>;
  /** The same as `cwd`. */
  initialCwd?: string;
  /** The same as the settings above. */
  sandbox?: {
    preopens?: Record<string, PreopenConfig>;
    env?: Record<string, string>;
    args?: readonly string[];
    enableNetwork?: boolean;
  };
}

interface Interfaces {
  'wasi:cli/environment': Cli['environment'];
  'wasi:cli/exit': Cli['exit'];
  'wasi:cli/stdin': Cli['stdin'];
  'wasi:cli/stdout': Cli['stdout'];
  'wasi:cli/stderr': Cli['stderr'];
  'wasi:cli/terminal-input': Cli['terminalInput'];
  'wasi:cli/terminal-output': Cli['terminalOutput'];
  'wasi:cli/terminal-stdin': Cli['terminalStdin'];
  'wasi:cli/terminal-stdout': Cli['terminalStdout'];
  'wasi:cli/terminal-stderr': Cli['terminalStderr'];
  'wasi:clocks/monotonic-clock': Clocks['monotonicClock'];
  'wasi:clocks/wall-clock': Clocks['wallClock'];
  'wasi:clocks/timezone': Clocks['timezone'];
  'wasi:filesystem/types': Filesystem['types'];
  'wasi:filesystem/preopens': Filesystem['preopens'];
  'wasi:http/types': Http['types'];
  'wasi:http/incoming-handler': Http['incomingHandler'];
  'wasi:http/outgoing-handler': Http['outgoingHandler'];
  'wasi:io/error': typeof io.error;
  'wasi:io/poll': typeof io.poll;
  'wasi:io/streams': typeof io.streams;
  'wasi:random/random': Random['random'];
  'wasi:random/insecure': Random['insecure'];
  'wasi:random/insecure-seed': Random['insecureSeed'];
  'wasi:sockets/instance-network': Sockets['instanceNetwork'];
  'wasi:sockets/ip-name-lookup': Sockets['ipNameLookup'];
  'wasi:sockets/network': Sockets['network'];
  'wasi:sockets/tcp': Sockets['tcp'];
  'wasi:sockets/tcp-create-socket': Sockets['tcpCreateSocket'];
  'wasi:sockets/udp': Sockets['udp'];
  'wasi:sockets/udp-create-socket': Sockets['udpCreateSocket'];
}

export type WASIImportObject<Version extends string = ''> = {
  [Name in keyof Interfaces as Version extends '' ? Name : `${Name}@${Version}`]: Interfaces[Name];
};

export declare class WASIShim implements Disposable {
  constructor(config?: WASIShimConfig);
  /** The import object of a transpiled component. `asVersion` puts a version behind each name. */
  getImportObject<Version extends string = ''>(options?: { asVersion?: Version }): WASIImportObject<Version>;
  /** Closes all files that the instance has left open. */
  [Symbol.dispose](): void;
}
