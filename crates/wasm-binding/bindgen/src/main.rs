//! `jco-bindgen INPUT.wasm FOLDER NAME`: writes NAME.js and NAME.wasm, which JavaScript can use, into a folder.
//!
//! What `wasm-bindgen --target web` does, without the server and the HTTP client which that program brings along; and
//! the functions are put into an order that compresses better.
//!
//! `jco-bindgen gzip INPUT OUTPUT`: compresses a file as far as gzip's format allows.

mod order;

use std::error::Error;
use std::fs::{self, File};
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.as_slice() {
        [command, input, output] if command == "gzip" => compress(Path::new(input), Path::new(output)),
        [input, folder, name] => bind(Path::new(input), Path::new(folder), name),
        _ => Err("jco-bindgen INPUT.wasm FOLDER NAME, or jco-bindgen gzip INPUT OUTPUT".into()),
    }
}

fn bind(input: &Path, folder: &Path, name: &str) -> Result<()> {
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
    let made = folder.join(format!("{name}_bg.wasm"));
    let ordered = order::ordered(&fs::read(&made)?)?;
    fs::write(folder.join(format!("{name}.wasm")), ordered)?;
    fs::remove_file(made)?;
    Ok(())
}

fn compress(input: &Path, output: &Path) -> Result<()> {
    let options =
        zopfli::Options { iteration_count: ITERATIONS, maximum_block_splits: SPLITS, ..Default::default() };
    zopfli::compress(options, zopfli::Format::Gzip, fs::read(input)?.as_slice(), File::create(output)?)?;
    Ok(())
}

/// So many that none is missed in some megabytes.
const SPLITS: u16 = 400;

/// The first takes off four percent, five more half of one.
const ITERATIONS: std::num::NonZeroU64 = std::num::NonZeroU64::new(6).expect("not 0");
