//! Bodies that are copied, counted and made.

use wasip2::http::types::{IncomingBody, IncomingRequest};
use wasip2::io::streams::StreamError;

use crate::respond::respond_with;
use crate::{OutgoingBody, ResponseOutparam, sleep};

/// Piece by piece: what came is sent before more is read. The fields of the request that begin with `x-` come back.
pub fn echo(request: &IncomingRequest, out: ResponseOutparam) {
    let headers = request.headers().entries();
    let headers: Vec<(&str, &[u8])> = headers
        .iter()
        .filter(|(name, _)| name.starts_with("x-") || name == "content-length")
        .map(|(name, value)| (name.as_str(), value.as_slice()))
        .collect();
    let incoming = request.consume().expect("the body is there once");
    let input = incoming.stream().expect("the stream is there once");
    let response = respond_with(out, 200, &headers);
    let copied = loop {
        match response.stream.blocking_splice(&input, u64::MAX) {
            Ok(_) => {}
            Err(StreamError::Closed) => break true,
            Err(StreamError::LastOperationFailed(_)) => break false,
        }
    };
    drop((input, response.stream));
    if !copied {
        return;
    }
    let trailers = IncomingBody::finish(incoming);
    trailers.subscribe().block();
    let trailers = trailers.get().expect("it is ready").expect("it is taken once");
    let _ = OutgoingBody::finish(response.body, trailers.ok().flatten().map(|trailers| trailers.clone()));
}

pub fn length(request: &IncomingRequest) -> u64 {
    let incoming = request.consume().expect("the body is there once");
    let input = incoming.stream().expect("the stream is there once");
    let mut length = 0;
    while let Ok(skipped) = input.blocking_skip(65_536) {
        length += skipped;
    }
    length
}

pub fn bytes(out: ResponseOutparam, length: u64) {
    let response = respond_with(out, 200, &[]);
    let mut left = length;
    while left > 0 {
        match response.stream.check_write() {
            Ok(0) => response.stream.subscribe().block(),
            Ok(permit) => {
                let some = permit.min(left).min(65_536);
                if response.stream.write(&vec![b'x'; some as usize]).is_err() {
                    return;
                }
                left -= some;
            }
            Err(_) => return,
        }
    }
    response.finish();
}

pub fn slow(out: ResponseOutparam, count: u64, pause: u64) {
    let mut response = respond_with(out, 200, &[]);
    for index in 0..count {
        response.write(format!("piece {index}\n").as_bytes());
        sleep(pause);
    }
    response.finish();
}
