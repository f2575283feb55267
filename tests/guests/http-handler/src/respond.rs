//! A response on its way.

use std::io::Write;

use wasip2::io::streams::OutputStream;

use crate::{Fields, OutgoingBody, OutgoingResponse, ResponseOutparam};

/// What is dropped of it is dropped in this order, for a body must not go before its stream.
pub struct Response {
    pub stream: OutputStream,
    pub body: OutgoingBody,
}

/// Sends a head; the body is to come.
pub fn respond_with(out: ResponseOutparam, status: u16, headers: &[(&str, &[u8])]) -> Response {
    let response = OutgoingResponse::new(fields(headers));
    response.set_status_code(status).expect("a status");
    let body = response.body().expect("the body is there once");
    let stream = body.write().expect("the stream is there once");
    ResponseOutparam::set(out, Ok(response));
    Response { stream, body }
}

pub fn respond_text(out: ResponseOutparam, text: &str) {
    let length = text.len().to_string();
    let headers: [(&str, &[u8]); 2] =
        [("content-type", b"text/plain"), ("content-length", length.as_bytes())];
    let mut response = respond_with(out, 200, &headers);
    response.write(text.as_bytes());
    response.finish();
}

impl Response {
    /// Failures are the client's: it has gone.
    pub fn write(&mut self, bytes: &[u8]) {
        let _ = self.stream.write_all(bytes);
    }

    pub fn finish(self) {
        self.finish_with(&[]);
    }

    pub fn finish_with(self, trailers: &[(&str, &[u8])]) {
        drop(self.stream);
        let trailers = if trailers.is_empty() { None } else { Some(fields(trailers)) };
        let _ = OutgoingBody::finish(self.body, trailers);
    }
}

pub fn fields(entries: &[(&str, &[u8])]) -> Fields {
    let entries: Vec<_> = entries.iter().map(|(name, value)| (name.to_string(), value.to_vec())).collect();
    Fields::from_list(&entries).expect("the fields are valid")
}
