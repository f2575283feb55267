//! read-, write- and append-via-stream, with what wasi:io does with them.

use wasip2::filesystem::types::Descriptor;
use wasip2::io::streams::{InputStream, StreamError};

use crate::{create, text};

pub fn run(root: &Descriptor) {
    let file = create(root, "file", "");
    let output = file.write_via_stream(0).expect("a stream");
    println!("permit {}", output.check_write().expect("a permit") > 0);
    println!("write {:?} flush {:?}", output.write(b"one two").is_ok(), output.blocking_flush().is_ok());
    println!("more {:?}", output.blocking_write_and_flush(b" three").is_ok());
    output.check_write().expect("a permit");
    println!("zeroes {:?}", output.write_zeroes(2).is_ok());
    println!("content {:?}", text(file.read(64, 0)));
    let middle = file.write_via_stream(4).expect("a stream");
    middle.blocking_write_and_flush(b"TWO").expect("it writes");
    let end = file.append_via_stream().expect("a stream");
    end.blocking_write_and_flush(b"!").expect("it appends");
    file.set_size(13).expect("it shrinks");
    end.blocking_write_and_flush(b"?").expect("it appends");
    println!("content {:?}", text(file.read(64, 0)));

    let input = file.read_via_stream(0).expect("a stream");
    input.subscribe().block();
    println!("read {:?} {:?}", read(&input, 3), read(&input, 1));
    println!("skip {:?} {:?}", input.skip(4).ok(), input.blocking_skip(1).ok());
    println!("read {:?}", read(&input, 64));
    println!("end {:?} {:?}", read(&input, 64), input.skip(1).is_err());
    let beyond = file.read_via_stream(1000).expect("a stream");
    println!("beyond {:?}", read(&beyond, 1));

    let copy = create(root, "copy", "");
    let (from, to) =
        (file.read_via_stream(0).expect("a stream"), copy.write_via_stream(0).expect("a stream"));
    println!("splice {:?} {:?}", to.blocking_splice(&from, 5).ok(), to.blocking_splice(&from, 3).ok());
    println!("copy {:?}", text(copy.read(64, 0)));
}

fn read(stream: &InputStream, length: u64) -> Result<String, &'static str> {
    match stream.blocking_read(length) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(StreamError::Closed) => Err("closed"),
        Err(StreamError::LastOperationFailed(_)) => Err("failed"),
    }
}
