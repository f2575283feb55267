//! Running a component: what is asked for, and what the engine that runs it needs.

mod cache;
mod load;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use load::{Loaded, Part, Slice, Transpiled, load};

/// What `jco run` asks JavaScript to do.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunRequest {
    /// The component's path as it was given; `-` is standard input.
    pub app: String,
    /// What its output would be called.
    pub name: String,
    /// Its arguments, its own name first.
    pub args: Vec<String>,
    /// Its environment.
    pub env: Vec<(String, String)>,
    /// The folders it gets.
    pub dirs: Vec<Directory>,
    /// What of the network it may use; none: nothing.
    pub network: Option<Network>,
    /// A call to make instead of running it.
    pub invoke: Option<String>,
    /// Milliseconds it may take.
    pub timeout: Option<u64>,
    /// Log calls.
    pub trace: bool,
    /// Say what is done.
    pub verbose: bool,
    /// Leave the cache alone.
    pub no_cache: bool,
    /// A folder to write the output to.
    pub out_dir: Option<PathBuf>,
    /// JavaScript modules to import first.
    pub imports: Vec<String>,
    /// Where imports come from.
    pub map: Vec<(String, String)>,
    /// How imports are bound, as the API spells it.
    pub import_bindings: Option<String>,
    /// Errors are JSON.
    pub json: bool,
}

/// A folder of the host for the guest.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Directory {
    /// Where it is.
    pub host: String,
    /// What the guest knows it as.
    pub guest: String,
    /// The guest may not change it.
    pub read_only: bool,
}

/// What of the network a guest may use, as `WASIShim` takes it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Network {
    /// Hosts it may connect to.
    pub connect: Allowed,
    /// Addresses it may listen at.
    pub bind: Allowed,
    /// Names it may resolve.
    pub lookup: Allowed,
    /// Whether it may send HTTP requests.
    pub http: bool,
    /// Whether it may open TCP sockets.
    pub tcp: bool,
    /// Whether it may open UDP sockets.
    pub udp: bool,
}

/// `true`, or a list.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Allowed {
    /// Everything.
    All(bool),
    /// These.
    Some(Vec<String>),
}
