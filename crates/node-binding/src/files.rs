//! What Node cannot do to files: set times to the nanosecond, and tell inodes with the names in a directory. The shim
//! is given these functions.

use napi::bindgen_prelude::{BigUint64Array, Uint8Array};
use napi_derive::napi;
use rustix::fs::{
    AtFlags, CWD, Dir, FileType, Mode, OFlags, Timespec, Timestamps, UTIME_NOW, UTIME_OMIT, open, utimensat,
};

/// Sets both times of what is at a path, which is followed if it is a link and `follow` says so.
///
/// Each is given as seconds and nanoseconds; without nanoseconds, seconds above zero stand for the present and others
/// for the time that is there. Whether it was done: what hinders it, Node will tell better.
#[napi]
pub fn set_times(
    path: String,
    follow: bool,
    accessed_seconds: i64,
    accessed_nanoseconds: Option<u32>,
    modified_seconds: i64,
    modified_nanoseconds: Option<u32>,
) -> bool {
    let times = Timestamps {
        last_access: time(accessed_seconds, accessed_nanoseconds),
        last_modification: time(modified_seconds, modified_nanoseconds),
    };
    let flags = if follow { AtFlags::empty() } else { AtFlags::SYMLINK_NOFOLLOW };
    utimensat(CWD, path, &times, flags).is_ok()
}

fn time(seconds: i64, nanoseconds: Option<u32>) -> Timespec {
    match nanoseconds {
        Some(nanoseconds) => Timespec { tv_sec: seconds, tv_nsec: nanoseconds.into() },
        None => Timespec { tv_sec: 0, tv_nsec: if seconds > 0 { UTIME_NOW } else { UTIME_OMIT } },
    }
}

/// What a directory has, but for itself and the one above.
#[napi(object)]
pub struct Entries {
    /// All names, with a slash after each; one that is no text is left empty.
    pub names: String,
    /// The type bits of each one's mode, shifted to the right by twelve; 0 where the file system does not tell.
    pub types: Uint8Array,
    /// Each one's inode.
    pub inodes: BigUint64Array,
}

/// Reads a directory; none if it cannot be: what hinders it, Node will tell better.
#[napi]
pub fn read_directory(path: String) -> Option<Entries> {
    let directory = open(path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty()).ok()?;
    let (mut names, mut types, mut inodes) = (String::new(), Vec::new(), Vec::new());
    for entry in Dir::new(directory).ok()? {
        let entry = entry.ok()?;
        let name = entry.file_name();
        if matches!(name.to_bytes(), b"." | b"..") {
            continue;
        }
        names.push_str(name.to_str().unwrap_or_default());
        names.push('/');
        types.push(type_bits(entry.file_type()));
        inodes.push(entry.ino());
    }
    Some(Entries { names, types: types.into(), inodes: inodes.into() })
}

fn type_bits(file_type: FileType) -> u8 {
    match file_type {
        FileType::Unknown => 0,
        known => (known.as_raw_mode() >> 12) as u8,
    }
}
