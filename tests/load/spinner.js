/** A component whose `spin` never ends. */
export const spinner = new TextEncoder().encode(`(component
  (core module $m (func (export "spin") (loop (br 0))) (func (export "two") (result i32) i32.const 2))
  (core instance $i (instantiate $m))
  (func (export "spin") (canon lift (core func $i "spin")))
  (func (export "two") (result u32) (canon lift (core func $i "two"))))`);
