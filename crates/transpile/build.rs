//! With the feature `printed-runtime`: parses the run-time library, so that a program need not carry a parser.

fn main() {
    #[cfg(feature = "printed-runtime")]
    print_runtime();
}

#[cfg(feature = "printed-runtime")]
fn print_runtime() {
    println!("cargo::rerun-if-changed=runtime");
    println!("cargo::rerun-if-changed=src/emit/runtime_files.rs");
    let library = js::Library::new(include!("src/emit/runtime_files.rs"));
    let folder = std::env::var_os("OUT_DIR").expect("cargo names a folder");
    let path = std::path::Path::new(&folder).join("runtime.rs");
    std::fs::write(path, library.as_rust()).expect("the folder can be written");
}
