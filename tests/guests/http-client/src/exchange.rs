//! One request and its response.

use wasip2::http::outgoing_handler;
use wasip2::http::types::{
    ErrorCode, Fields, FutureIncomingResponse, IncomingBody, IncomingResponse, Method, OutgoingBody,
    OutgoingRequest, RequestOptions, http_error_code,
};
use wasip2::io::streams::{InputStream, OutputStream, StreamError};

use crate::options::{Body, Options, Reading, Target, Timeouts};

/// The message is the line to print.
type Result<T> = std::result::Result<T, String>;

pub fn run(options: &Options) -> Result<()> {
    let request = request(&options.method, &options.target, &options.headers)?;
    let body = request.body().expect("the body is there once");
    let sent = outgoing_handler::handle(request, Some(request_options(&options.timeouts)));
    let future = sent.map_err(|code| format!("refused {code:?}"))?;
    let sent = send(options, body);
    let response = response(&future);
    sent?;
    let response = response?;
    print_head(&response);
    match &options.forward {
        Some(target) => forward(&response, target),
        None => read(options, response),
    }
}

fn request(method: &Method, target: &Target, headers: &[(String, String)]) -> Result<OutgoingRequest> {
    let request = OutgoingRequest::new(fields(headers)?);
    request.set_method(method).map_err(|()| "bad method")?;
    request.set_scheme(target.scheme.as_ref()).map_err(|()| "bad scheme")?;
    request.set_authority(target.authority.as_deref()).map_err(|()| "bad authority")?;
    request.set_path_with_query(target.path.as_deref()).map_err(|()| "bad path")?;
    Ok(request)
}

fn fields(entries: &[(String, String)]) -> Result<Fields> {
    let entries: Vec<_> =
        entries.iter().map(|(name, value)| (name.clone(), value.clone().into_bytes())).collect();
    Fields::from_list(&entries).map_err(|error| format!("fields {error:?}"))
}

fn request_options(timeouts: &Timeouts) -> RequestOptions {
    let options = RequestOptions::new();
    options.set_connect_timeout(timeouts.connect).expect("supported");
    options.set_first_byte_timeout(timeouts.first_byte).expect("supported");
    options.set_between_bytes_timeout(timeouts.between_bytes).expect("supported");
    options
}

fn response(future: &FutureIncomingResponse) -> Result<IncomingResponse> {
    future.subscribe().block();
    let result = future.get().expect("it is ready").expect("it is taken once");
    assert!(future.get().expect("it stays ready").is_err(), "it is taken twice");
    result.map_err(|code| format!("failed {code:?}"))
}

fn send(options: &Options, body: OutgoingBody) -> Result<()> {
    let stream = body.write().expect("the stream is there once");
    let written = write(&options.body, &stream).map_err(|error| failure("write", error));
    drop(stream);
    if options.is_unfinished {
        drop(body);
        return Ok(());
    }
    let trailers = if options.trailers.is_empty() { None } else { Some(fields(&options.trailers)?) };
    let finished = OutgoingBody::finish(body, trailers).map_err(|code| format!("finish {code:?}"));
    written.and(finished)
}

fn write(body: &Body, stream: &OutputStream) -> std::result::Result<(), StreamError> {
    match body {
        Body::None => Ok(()),
        Body::Text(text) => {
            text.as_bytes().chunks(4096).try_for_each(|chunk| stream.blocking_write_and_flush(chunk))
        }
        Body::Fill(length) => fill(stream, *length),
        Body::Zeroes(length) => zeroes(stream, *length),
        Body::Stdin => splice(&wasip2::cli::stdin::get_stdin(), stream),
    }
}

/// As much at a time as the host permits.
fn fill(stream: &OutputStream, length: u64) -> std::result::Result<(), StreamError> {
    let mut sent = 0;
    while sent < length {
        let permit = permit(stream)?.min(length - sent);
        let bytes: Vec<u8> = (sent..sent + permit).map(|index| b'a' + (index % 26) as u8).collect();
        stream.write(&bytes)?;
        sent += permit;
    }
    stream.blocking_flush()
}

fn zeroes(stream: &OutputStream, length: u64) -> std::result::Result<(), StreamError> {
    let mut left = length;
    while left > 0 {
        let permit = permit(stream)?.min(left);
        stream.write_zeroes(permit)?;
        left -= permit;
    }
    stream.blocking_flush()
}

fn permit(stream: &OutputStream) -> std::result::Result<u64, StreamError> {
    loop {
        match stream.check_write()? {
            0 => stream.subscribe().block(),
            permit => return Ok(permit),
        }
    }
}

/// From one stream to another without a copy in the guest, to the end.
fn splice(from: &InputStream, to: &OutputStream) -> std::result::Result<(), StreamError> {
    loop {
        match to.blocking_splice(from, u64::MAX) {
            Ok(_) => {}
            Err(StreamError::Closed) => return to.blocking_flush(),
            Err(error) => return Err(error),
        }
    }
}

fn print_head(response: &IncomingResponse) {
    println!("status {}", response.status());
    print_fields("header", &response.headers());
}

/// Names in small letters, without those that differ from run to run.
fn print_fields(kind: &str, fields: &Fields) {
    for (name, value) in fields.entries() {
        let name = name.to_lowercase();
        if name != "date" {
            println!("{kind} {name}: {}", String::from_utf8_lossy(&value));
        }
    }
}

fn read(options: &Options, response: IncomingResponse) -> Result<()> {
    let limit = match options.reading {
        Reading::All => u64::MAX,
        Reading::Some(limit) => limit,
        Reading::None => return Ok(()),
    };
    let body = response.consume().expect("the body is there once");
    let bytes = read_body(&body, limit)?;
    if options.is_summary {
        let sum: u64 = bytes.iter().map(|&byte| u64::from(byte)).sum();
        println!("body of {} bytes, sum {sum}", bytes.len());
    } else {
        println!("body {:?}", String::from_utf8_lossy(&bytes));
    }
    if matches!(options.reading, Reading::All) {
        print_trailers(body)?;
    }
    Ok(())
}

fn read_body(body: &IncomingBody, limit: u64) -> Result<Vec<u8>> {
    let stream = body.stream().expect("the stream is there once");
    let mut bytes = Vec::new();
    while (bytes.len() as u64) < limit {
        match stream.blocking_read((limit - bytes.len() as u64).min(65_536)) {
            Ok(chunk) => bytes.extend(chunk),
            Err(StreamError::Closed) => break,
            Err(error) => return Err(format!("after {} bytes {}", bytes.len(), failure("read", error))),
        }
    }
    Ok(bytes)
}

fn print_trailers(body: IncomingBody) -> Result<()> {
    let future = IncomingBody::finish(body);
    future.subscribe().block();
    let result = future.get().expect("it is ready").expect("it is taken once");
    if let Some(trailers) = result.map_err(|code| format!("trailers {code:?}"))? {
        print_fields("trailer", &trailers);
    }
    Ok(())
}

fn forward(response: &IncomingResponse, target: &Target) -> Result<()> {
    let from = response.consume().expect("the body is there once");
    let request = request(&Method::Post, target, &[])?;
    let body = request.body().expect("the body is there once");
    let future = outgoing_handler::handle(request, None).map_err(|code| format!("refused {code:?}"))?;
    let (input, output) = (from.stream().expect("once"), body.write().expect("once"));
    splice(&input, &output).map_err(|error| failure("splice", error))?;
    drop((input, output));
    OutgoingBody::finish(body, None).map_err(|code| format!("finish {code:?}"))?;
    let forwarded = self::response(&future)?;
    print_head(&forwarded);
    let text = read_body(&forwarded.consume().expect("once"), u64::MAX)?;
    println!("body {:?}", String::from_utf8_lossy(&text));
    Ok(())
}

fn failure(what: &str, error: StreamError) -> String {
    match error {
        StreamError::Closed => format!("{what} closed"),
        StreamError::LastOperationFailed(error) => {
            let code: Option<ErrorCode> = http_error_code(&error);
            format!("{what} failed {code:?}")
        }
    }
}
