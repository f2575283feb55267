//! The tools around a component: text and binary, WIT, componentizing a core module, metadata.
//!
//! Every function takes bytes and gives bytes or text. None reads a file: WIT that is spread over files comes as
//! [`Sources`]. The work is done by the libraries of wasm-tools; what is added here is one way to name input, and
//! errors that have a code, a place and a way out.

mod backtrace;
mod component;
mod core_module;
mod decode;
mod describe;
mod dummy;
mod failure;
mod invoke;
mod metadata;
mod package_cycle;
mod text;
mod uses;
mod wit;
mod wit_error;

pub use backtrace::{View, backtrace};
pub use component::{Adapter, StringEncoding, embed, new, stub};
pub use core_module::{CoreModule, core_module};
pub use describe::{Description, describe};
pub use invoke::Call;
pub use metadata::{Addition, MetaType, Metadata, Producers, metadata_add, metadata_show};
pub use text::{parse, print};
pub use wit::{Features, Sources, Wit, wit};
pub use wit_parser::WorldId;
