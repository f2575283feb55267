//! JavaScript as a value: build it, name it, print it.
//!
//! ```
//! use js::{Library, PrintOptions, Program, const_, id};
//!
//! let mut program = Program::new();
//! let pointer = id("ptr") + 4;
//! program.push(const_("x", id("view").call((id("memory0"),)).dot("getUint32").call((pointer, true)).ushr(0)));
//! let text = program.print(&Library::new(&[]), PrintOptions { minify: false });
//! assert_eq!(text, "const x = view(memory0).getUint32(ptr + 4, true) >>> 0;\n");
//! ```
//!
//! An [`Expr`] or [`Stmt`] is built by functions named after what they print. A [`Scope`] hands out identifiers. A
//! [`Library`] holds real JavaScript modules whose declarations a program may refer to. A [`Program`] puts imports,
//! library declarations, its own body and exports together; only `print` turns any of it into text.

mod args;
mod class;
mod expr;
mod identifier;
mod library;
mod literal;
mod parse;
mod pattern;
mod print;
mod program;
mod property;
mod resolve;
mod scope;
mod stmt;

pub use args::Args;
pub use class::Member;
pub use expr::*;
pub use identifier::{is_global, is_identifier, is_reserved};
pub use library::{Library, Printed};
pub use parse::{free_variables, parse_check};
pub use pattern::{Params, Pattern};
pub use program::{Import, PrintOptions, Program};
pub use property::{Key, Prop};
pub use scope::Scope;
pub use stmt::*;
