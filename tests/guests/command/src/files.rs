//! What the command does to files. Paths are resolved against the preopens by the C library.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::process::ExitCode;

use crate::number;

pub fn run(args: &[&str]) -> io::Result<ExitCode> {
    match args {
        ["read", path] => io::stdout().write_all(&fs::read(path)?)?,
        ["read-at", path, offset, length] => read_at(path, number(offset)?, number(length)?)?,
        ["write", path, text] => fs::write(path, text)?,
        ["write-at", path, offset, text] => write_at(path, number(offset)?, text)?,
        ["write-new", path, text] => File::create_new(path)?.write_all(text.as_bytes())?,
        ["append", path, text] => {
            OpenOptions::new().append(true).create(true).open(path)?.write_all(text.as_bytes())?
        }
        ["truncate", path, size] => OpenOptions::new().write(true).open(path)?.set_len(number(size)?)?,
        ["stat", path] => print_metadata(&fs::metadata(path)?),
        ["lstat", path] => print_metadata(&fs::symlink_metadata(path)?),
        ["list", path] => list(path)?,
        ["rename", from, to] => fs::rename(from, to)?,
        ["link", original, link] => fs::hard_link(original, link)?,
        ["read-link", path] => println!("{}", fs::read_link(path)?.display()),
        ["copy", from, to] => println!("{}", fs::copy(from, to)?),
        ["remove", path] => fs::remove_file(path)?,
        ["make-directory", path] => fs::create_dir(path)?,
        ["remove-directory", path] => fs::remove_dir(path)?,
        ["remove-all", path] => fs::remove_dir_all(path)?,
        _ => return Err(io::ErrorKind::InvalidInput.into()),
    }
    Ok(ExitCode::SUCCESS)
}

fn read_at(path: &str, offset: u64, length: u64) -> io::Result<()> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(offset))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    io::stdout().write_all(&bytes)
}

fn write_at(path: &str, offset: u64, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.seek(SeekFrom::Start(offset))?;
    file.write_all(text.as_bytes())
}

/// `file 5`: what it is and its size (of directories and links the size differs between hosts and is left out).
fn print_metadata(metadata: &Metadata) {
    if metadata.is_dir() {
        println!("directory");
    } else if metadata.is_symlink() {
        println!("symlink");
    } else {
        println!("file {}", metadata.len());
    }
}

fn list(path: &str) -> io::Result<()> {
    let mut lines = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let mark = if kind.is_dir() {
            "/"
        } else if kind.is_symlink() {
            "@"
        } else {
            ""
        };
        lines.push(format!("{}{mark}", entry.file_name().to_string_lossy()));
    }
    lines.sort();
    lines.iter().for_each(|line| println!("{line}"));
    Ok(())
}
