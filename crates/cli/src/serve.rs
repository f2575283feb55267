//! Serving a component: what is asked for.

use serde::Serialize;

use crate::run::{Directory, Network};

/// What `jco serve` asks JavaScript to do.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServeRequest {
    /// The component's path as it was given; `-` is standard input.
    pub app: String,
    /// How many processes share the port.
    pub workers: u32,
    /// Serve the file anew when it has changed.
    pub watch: bool,
    /// The options that the API has too.
    pub options: ServeOptions,
    /// What the component is given.
    pub wasi: Wasi,
    /// Errors are JSON.
    pub json: bool,
}

/// Options of `serve`, under the names that the API has for them; what is absent has its default there.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServeOptions {
    /// Where to listen.
    pub host: String,
    /// 0 picks one.
    pub port: u16,
    /// `request` or `none`.
    pub isolate: &'static str,
    /// How many requests can be handled at the same time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_instances: Option<u32>,
    /// Milliseconds in which a handler must have read or written something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_timeout: Option<u64>,
    /// Milliseconds that a client may keep a handler waiting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idle_timeout: Option<u64>,
    /// Bytes of a request's body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_body: Option<u64>,
    /// Bytes of an instance's memory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_memory: Option<u64>,
    /// Certificate and key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<Tls>,
    /// `text`, `json` or `off`.
    pub log: &'static str,
    /// A path that the server answers itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ready_path: Option<String>,
}

/// Paths of PEM files.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Tls {
    /// The certificate.
    pub cert: String,
    /// Its key.
    pub key: String,
}

/// What the component is given of the host.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Wasi {
    /// Its environment.
    pub env: Vec<(String, String)>,
    /// The folders it gets.
    pub dirs: Vec<Directory>,
    /// What of the network it may use; none: nothing.
    pub network: Option<Network>,
}
