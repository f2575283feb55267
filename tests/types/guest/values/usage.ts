/// <reference path="./expected/world.d.ts" />
import { pick, Made, delete as remove, type Tool } from 'test:guest/tools@0.1.0';
import { get } from 'env';
import type * as world from 'test:guest/guest@0.1.0';
import type { Session } from 'test:guest/plugin@0.1.0';

class GuestSession implements Session {
  #tool: Tool;
  constructor(tool: Tool) {
    this.#tool = tool;
  }
  run() {
    const found = get('name');
    if (found.tag === 'none') throw 'no name';
    this.#tool.useIt(1) satisfies number | undefined;
    return new Uint8Array();
  }
}
class Hidden {
  constructor(private readonly value: number, _: string) {}
  get() {
    return this.value;
  }
}
export const plugin = {
  Session: GuestSession,
  Hidden,
  open: () => new Hidden(1, ''),
  sizes: () => ['small', 'very-large'],
} satisfies typeof world.plugin;
export const env = { set() {} } satisfies typeof world.env;
export const main = ((args) => void args.length) satisfies typeof world.main;

{
  using tool = pick('very-large');
  using made = new Made('x');
  remove(1);
}
