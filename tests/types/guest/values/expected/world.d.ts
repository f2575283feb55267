/// <reference path="./interfaces/env.d.ts" />
/// <reference path="./interfaces/env_.d.ts" />
/// <reference path="./interfaces/test-guest-plugin.d.ts" />
/// <reference path="./interfaces/test-guest-tools.d.ts" />
declare module 'test:guest/guest@0.1.0' {
  export type * as TestGuestTools010 from 'test:guest/tools@0.1.0';
  export type * as Env from 'env';
  export function main(args: Array<string>): void;
  export * as plugin from 'test:guest/plugin@0.1.0';
  export * as env from 'env_';
}
