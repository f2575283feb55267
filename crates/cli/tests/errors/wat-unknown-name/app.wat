(module (func call $nothing))
