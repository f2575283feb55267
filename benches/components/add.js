// The smallest component there is: what its glue weighs is what every component pays.

export const wat = `(component
  (core module $main
    (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
  (core instance $main (instantiate $main))
  (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $main "add"))))`;
