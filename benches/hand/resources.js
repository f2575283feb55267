// Resources both ways. The host owns a `thing` through an object with a finalizer; the guest owns an
// `item` through a handle into a table. Handles are reused, so neither table grows.

import { trap } from './trap.js';

/** A table of what handles stand for; handle 0 is none. */
function handleTable() {
  const slots = [undefined];
  const free = [];
  return {
    add(value) {
      const handle = free.length > 0 ? free.pop() : slots.length;
      slots[handle] = value;
      return handle;
    },
    get(handle) {
      const value = slots[handle];
      if (value === undefined) trap(`unknown handle index ${handle}`);
      return value;
    },
    remove(handle) {
      const value = slots[handle];
      if (value === undefined) trap(`unknown handle index ${handle}`);
      slots[handle] = undefined;
      free.push(handle);
      return value;
    },
  };
}

const rep = Symbol('rep');

/** @param {WebAssembly.Module[]} modules @param {Record<string, any>} imports */
export async function instantiate([destructorModule, main], imports) {
  const { Item } = imports['bench:calls/host'];
  const { exports: destructor } = await WebAssembly.instantiate(destructorModule);
  const { drop } = /** @type {Record<string, Function>} */ (destructor);
  const things = handleTable();
  const items = handleTable();

  const { exports } = await WebAssembly.instantiate(main, {
    host: {
      'item-new': n => items.add(new Item(n >>> 0)),
      'item-value': handle => items.get(handle >>> 0).value() >>> 0,
      'item-drop': handle => {
        const item = items.remove(handle >>> 0);
        if (Symbol.dispose in item) item[Symbol.dispose]();
      },
    },
    self: {
      'thing-new': value => things.add(value),
      'thing-drop': handle => { drop(things.remove(handle >>> 0)); },
      'dropped': destructor.dropped,
    },
  });
  const {
    new: newThing, value, take, dropped, 'keep-item': keepItem,
    'call-new-drop': callNewDrop, 'call-value': callValue,
  } = /** @type {Record<string, Function>} */ (exports);

  const registry = new FinalizationRegistry(drop);

  class Thing {
    constructor(n) {
      const own = things.remove(newThing(n >>> 0) >>> 0);
      this[rep] = own;
      registry.register(this, own, this);
    }

    value() {
      if (this[rep] === undefined) throw new TypeError('thing was dropped');
      return value(this[rep]) >>> 0;
    }

    [Symbol.dispose]() {
      if (this[rep] !== undefined) drop(release(this));
    }
  }

  /** Takes the representation out of an object, which owns nothing from then on. */
  function release(thing) {
    const own = thing[rep];
    if (own === undefined) throw new TypeError('thing was dropped');
    registry.unregister(thing);
    thing[rep] = undefined;
    return own;
  }

  return {
    'bench:calls/things': {
      Thing,
      take: thing => { take(things.add(release(thing))); },
      dropped: () => dropped() >>> 0,
    },
    keepItem: n => { keepItem(n >>> 0); },
    callNewDrop: n => callNewDrop(n >>> 0) >>> 0,
    callValue: n => callValue(n >>> 0) >>> 0,
  };
}
