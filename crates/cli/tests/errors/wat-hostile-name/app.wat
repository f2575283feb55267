(module (func call $a))(; [31mred ;)
