//! `jco-bindgen INPUT.wasm FOLDER NAME`: writes NAME.js and NAME.wasm, which JavaScript can use, into a folder.
//!
//! What `wasm-bindgen --target web` does, without the server and the HTTP client which that program brings along; and
//! the functions are put into an order that compresses better.

mod order;

use std::error::Error;
use std::fs;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [input, folder, name] = args.as_slice() else {
        return Err("jco-bindgen INPUT.wasm FOLDER NAME".into());
    };
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(input)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .reset_state_function(true)
        .omit_default_module_path(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.generate(folder)?;
    let made = Path::new(folder).join(format!("{name}_bg.wasm"));
    let ordered = order::ordered(&fs::read(&made)?)?;
    fs::write(Path::new(folder).join(format!("{name}.wasm")), ordered)?;
    fs::remove_file(made)?;
    Ok(())
}
