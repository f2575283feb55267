//! What Node cannot do to a file: set its times to the nanosecond. The shim is given this function.

use napi_derive::napi;
use rustix::fs::{AtFlags, CWD, Timespec, Timestamps, UTIME_NOW, UTIME_OMIT, utimensat};

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
