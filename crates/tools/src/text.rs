//! Between the text form and the binary form.

use std::borrow::Cow;

use transpile::{Code, Result, recognise};

use crate::failure;

/// The binary form of the text of a module or component; a binary is given back as it is.
///
/// # Errors
/// Text that does not parse, with line, column and an excerpt; input that is no WebAssembly at all.
pub fn parse(text: &[u8]) -> Result<Cow<'_, [u8]>> {
    recognise::binary(text)
}

/// The text form of a module or component, in either form.
///
/// # Errors
/// A binary that cannot be read to its end.
pub fn print(wasm: &[u8]) -> Result<String> {
    let binary = recognise::binary(wasm)?;
    failure::contained(Code::Invalid, || wasmprinter::print_bytes(&binary))
}
