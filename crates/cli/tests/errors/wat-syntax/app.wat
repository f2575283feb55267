(component
  (core module $m
    (func (export "f") (reslt i32) i32.const 1)))
