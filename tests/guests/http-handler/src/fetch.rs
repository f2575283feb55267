//! A request that the handler makes itself, while its own is open.

use wasip2::http::outgoing_handler;
use wasip2::http::types::{IncomingResponse, OutgoingRequest, Scheme};
use wasip2::io::streams::StreamError;

use crate::respond::{respond_text, respond_with};
use crate::{Fields, ResponseOutparam};

pub fn fetch(url: &str, out: ResponseOutparam) {
    match get(url) {
        Ok(response) => pass_on(&response, out),
        Err(message) => respond_text(out, &message),
    }
}

fn get(url: &str) -> Result<IncomingResponse, String> {
    let rest = url.strip_prefix("http://").ok_or("not an http URL")?;
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let request = OutgoingRequest::new(Fields::new());
    request.set_scheme(Some(&Scheme::Http)).map_err(|()| "bad scheme")?;
    request.set_authority(Some(authority)).map_err(|()| "bad authority")?;
    request.set_path_with_query(Some(path)).map_err(|()| "bad path")?;
    let future = outgoing_handler::handle(request, None).map_err(|code| format!("refused {code:?}"))?;
    future.subscribe().block();
    let response = future.get().expect("it is ready").expect("it is taken once");
    response.map_err(|code| format!("failed {code:?}"))
}

fn pass_on(fetched: &IncomingResponse, out: ResponseOutparam) {
    let response = respond_with(out, fetched.status(), &[]);
    let body = fetched.consume().expect("the body is there once");
    let input = body.stream().expect("the stream is there once");
    loop {
        match response.stream.blocking_splice(&input, u64::MAX) {
            Ok(_) => {}
            Err(StreamError::Closed) => return response.finish(),
            Err(StreamError::LastOperationFailed(_)) => return,
        }
    }
}
