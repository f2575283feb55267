// Inputs that several tests use.

/** A component whose export adds. */
export const adder = `(component $adder
  (core module $main
    (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))
  (core instance $i (instantiate $main))
  (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "add"))))
`;

/** The world of a component that adds. */
export const adderWit = `package a:b;

world w {
  export add: func(a: u32, b: u32) -> u32;
}
`;

/** A core module that adds, without a world in it. */
export const adderCore = `(module
  (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))
`;

/** Input that no command takes. */
export const garbage = {
  empty: new Uint8Array(0),
  'half a header': Uint8Array.of(0, 0x61, 0x73),
  zeros: new Uint8Array(64),
  ones: new Uint8Array(4096).fill(0xff),
  parentheses: new TextEncoder().encode('('.repeat(100_000)),
  'a core module': Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0),
  'a version of a draft': Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0a, 0, 1, 0),
  'a section of 4 GiB': Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0, 7, 0xff, 0xff, 0xff, 0xff, 0x0f, 0),
  'WIT text': new TextEncoder().encode(adderWit),
  JavaScript: new TextEncoder().encode('export const answer = 42;'),
};
