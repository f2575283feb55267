//! Text refused, in builds that are to be small.

use crate::{Code, Error, Result};

pub(super) fn encode(_: &[u8]) -> Result<Vec<u8>> {
    Err(Error::new(Code::Unsupported, "this is text, and this build takes binaries")
        .help("the full build of jco takes text; `jco parse` makes a binary of it"))
}
