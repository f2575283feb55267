//! What was made of components, kept in a folder of the user.
//!
//! A file is named by the SHA-256 of the component and of everything else that decides what is made of it, and begins
//! with the SHA-256 of its own contents: what is cut, damaged or of another format is as if it were not there. Files
//! get their place by renaming. Whatever fails here costs time, and nothing else.

use std::env;
use std::fs::{self, File};
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::load::{Slice, Transpiled};

/// The most that is kept, in bytes.
const LIMIT: u64 = 64 << 20;
/// What is left when that was too much.
const LOW: u64 = 48 << 20;
/// A single file is never larger.
const LARGEST: usize = 16 << 20;

const DIGEST: usize = 32;

pub(super) struct Cache {
    folder: PathBuf,
}

pub(super) struct Key(String);

impl Key {
    pub fn new(settings: &str, component: &[u8]) -> Key {
        let mut hash = Sha256::new();
        hash.update(env!("CARGO_PKG_VERSION"));
        hash.update((settings.len() as u64).to_le_bytes());
        hash.update(settings);
        hash.update(component);
        Key(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl Cache {
    /// The folder that `JCO_CACHE` names, or `jco` in the user's cache folder. None where there is no such place.
    pub fn of_user() -> Option<Cache> {
        let folder = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let users = || {
            if cfg!(windows) {
                folder("LOCALAPPDATA").map(|path| path.join("jco/cache"))
            } else if cfg!(target_os = "macos") {
                folder("HOME").map(|home| home.join("Library/Caches/jco"))
            } else {
                let cache = folder("XDG_CACHE_HOME").filter(|path| path.is_absolute());
                cache.or_else(|| Some(folder("HOME")?.join(".cache"))).map(|path| path.join("jco"))
            }
        };
        Some(Cache { folder: folder("JCO_CACHE").or_else(users)? })
    }

    pub fn read(&self, key: &Key, component_size: usize) -> Option<Transpiled> {
        let path = self.path(key);
        let content = fs::read(&path).ok()?;
        let found = decode(content, component_size)?;
        // Says that it is in use; files that are not go first.
        let _ =
            File::options().append(true).open(&path).and_then(|file| file.set_modified(SystemTime::now()));
        Some(found)
    }

    pub fn write(&self, key: &Key, transpiled: &Transpiled) {
        let content = encode(transpiled);
        if content.len() > LARGEST || make_private(&self.folder).is_err() {
            return;
        }
        self.make_room(content.len() as u64);
        let path = self.path(key);
        let temporary = path.with_extension(format!("{}.tmp", std::process::id()));
        let written = File::create_new(&temporary).and_then(|mut file| file.write_all(&content));
        if written.and_then(|()| fs::rename(&temporary, &path)).is_err() {
            let _ = fs::remove_file(&temporary);
        }
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.folder.join(format!("{}.run", key.0))
    }

    /// Removes what has not been used for longest, once there is too much.
    fn make_room(&self, needed: u64) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let mut files: Vec<(SystemTime, u64, PathBuf)> = entries
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let is_ours = entry
                    .path()
                    .extension()
                    .is_some_and(|extension| extension == "run" || extension == "tmp");
                let metadata = entry.metadata().ok().filter(|metadata| metadata.is_file() && is_ours)?;
                Some((metadata.modified().ok()?, metadata.len(), entry.path()))
            })
            .collect();
        let mut total = needed + files.iter().map(|(_, size, _)| size).sum::<u64>();
        if total <= LIMIT {
            return;
        }
        files.sort();
        for (_, size, path) in files {
            if total <= LOW {
                break;
            }
            if fs::remove_file(path).is_ok() {
                total -= size;
            }
        }
    }
}

/// Others are not to put code into it that runs as this user.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Digest of what follows; size of the table; the table as JSON; what was made.
fn encode(transpiled: &Transpiled) -> Vec<u8> {
    let table = serde_json::to_vec(transpiled).expect("names and numbers are JSON");
    let mut content = vec![0; DIGEST];
    content.extend((table.len() as u32).to_le_bytes());
    content.extend(table);
    content.extend(&transpiled.made);
    let digest = Sha256::digest(&content[DIGEST..]);
    content[..DIGEST].copy_from_slice(&digest);
    content
}

fn decode(mut content: Vec<u8>, component_size: usize) -> Option<Transpiled> {
    let (digest, rest) = content.split_at_checked(DIGEST)?;
    if Sha256::digest(rest)[..] != *digest {
        return None;
    }
    let (size, rest) = rest.split_first_chunk()?;
    let (table, made) = rest.split_at_checked(u32::from_le_bytes(*size) as usize)?;
    let mut transpiled: Transpiled = serde_json::from_slice(table).ok()?;
    let is_within = |range: &Range<usize>, size: usize| range.start <= range.end && range.end <= size;
    let fits = transpiled.files.iter().all(|part| match &part.slice {
        Slice::Component(range) => is_within(range, component_size),
        Slice::Made(range) => is_within(range, made.len()),
    });
    let start = content.len() - made.len();
    transpiled.made = content.split_off(start);
    fits.then_some(transpiled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::Part;

    fn sample() -> Transpiled {
        Transpiled {
            files: vec![
                Part { name: "a.js".into(), slice: Slice::Made(0..4) },
                Part { name: "a.core.wasm".into(), slice: Slice::Component(8..20) },
            ],
            imports: vec!["wasi:io/poll".into()],
            run: Some("wasi:cli/run@0.2.0".into()),
            exports: vec!["run".into()],
            made: b"1+1;".to_vec(),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        assert_eq!(decode(encode(&sample()), 20), Some(sample()));
    }

    #[test]
    fn no_damage_goes_unnoticed() {
        let content = encode(&sample());
        for size in 0..content.len() {
            assert_eq!(decode(content[..size].to_vec(), 20), None, "cut to {size}");
        }
        for byte in 0..content.len() {
            let mut damaged = content.clone();
            damaged[byte] ^= 4;
            assert_eq!(decode(damaged, 20), None, "byte {byte}");
        }
        assert_eq!(decode(content, 19), None, "a component that is shorter");
    }
}
