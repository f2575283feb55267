//! Every method of wasi:filesystem, called as it is, in the first preopen. A line for each call says what it returned.
//!
//! filesystem PART: `files`, `directories`, `links`, `times`, `streams`, `rights`, `escapes`

mod directories;
mod files;
mod links;
mod rights;
mod streams;
mod times;

use wasip2::filesystem::preopens::get_directories;
use wasip2::filesystem::types::{Descriptor, DescriptorFlags, ErrorCode, OpenFlags, PathFlags};

fn main() {
    let directories = get_directories();
    let (root, _) = directories.first().expect("there is a preopen");
    match std::env::args().nth(1).as_deref() {
        Some("files") => files::run(root),
        Some("directories") => directories::run(root),
        Some("links") => links::run(root),
        Some("times") => times::run(root),
        Some("streams") => streams::run(root),
        Some("rights") => rights::run(root),
        Some("escapes") => rights::escapes(root),
        part => panic!("no part {part:?}"),
    }
}

const READ_WRITE: DescriptorFlags = DescriptorFlags::READ.union(DescriptorFlags::WRITE);

fn open(
    root: &Descriptor,
    path: &str,
    how: OpenFlags,
    flags: DescriptorFlags,
) -> Result<Descriptor, ErrorCode> {
    root.open_at(PathFlags::SYMLINK_FOLLOW, path, how, flags)
}

fn create(root: &Descriptor, path: &str, text: &str) -> Descriptor {
    let file = open(root, path, OpenFlags::CREATE | OpenFlags::TRUNCATE, READ_WRITE).expect("it is created");
    assert_eq!(file.write(text.as_bytes(), 0), Ok(text.len() as u64));
    file
}

/// What was returned, if only that it was.
fn outcome<T>(result: Result<T, ErrorCode>) -> Result<(), ErrorCode> {
    result.map(|_| ())
}

fn text(result: Result<(Vec<u8>, bool), ErrorCode>) -> Result<(String, bool), ErrorCode> {
    result.map(|(bytes, is_end)| (String::from_utf8_lossy(&bytes).into_owned(), is_end))
}
