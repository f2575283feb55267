//! Answers HTTP requests on any host of WASI: with a greeting, or with what `POST /upper` was sent, in capitals.

use wasip2::http::types::{Fields, IncomingRequest, OutgoingBody, OutgoingResponse, ResponseOutparam};
use wasip2::io::streams::{InputStream, OutputStream, StreamError};

struct Handler;

wasip2::http::proxy::export!(Handler);

impl wasip2::exports::http::incoming_handler::Guest for Handler {
    fn handle(request: IncomingRequest, out: ResponseOutparam) {
        let path = request.path_with_query().unwrap_or_default();
        if path != "/upper" {
            return respond(out, |to| to.blocking_write_and_flush(format!("Hello from Rust, {path}\n").as_bytes()));
        }
        let body = request.consume().expect("the body is there once");
        let from = body.stream().expect("the stream is there once");
        respond(out, |to| upper(&from, to));
    }
}

/// A response whose body `write` writes. If that fails, so does the response: it is not finished.
fn respond(out: ResponseOutparam, write: impl FnOnce(&OutputStream) -> Result<(), StreamError>) {
    let headers = Fields::from_list(&[("content-type".into(), b"text/plain".into())]).expect("it is a field");
    let response = OutgoingResponse::new(headers);
    let body = response.body().expect("the body is there once");
    ResponseOutparam::set(out, Ok(response));
    let stream = body.write().expect("the stream is there once");
    let written = write(&stream);
    drop(stream);
    if written.is_ok() {
        let _ = OutgoingBody::finish(body, None);
    }
}

/// Piece by piece, as they come.
fn upper(from: &InputStream, to: &OutputStream) -> Result<(), StreamError> {
    loop {
        match from.blocking_read(4096) {
            Ok(bytes) => to.blocking_write_and_flush(&bytes.to_ascii_uppercase())?,
            Err(StreamError::Closed) => return Ok(()),
            Err(error) => return Err(error),
        }
    }
}
