//! A proxy: the path of a request says what the handler does with it.
//!
//! | path | answer |
//! | --- | --- |
//! | `/hello` | 12 bytes with content-length |
//! | `/head` | the request's head, a line for each thing |
//! | `/echo` | the body as it comes, with the trailers |
//! | `/length` | how long the body was |
//! | `/bytes/N` | N bytes, as much at a time as the host permits |
//! | `/status/N` | an empty response |
//! | `/fields` | a repeated field, and one whose value is not UTF-8 |
//! | `/trailers` | a body and two trailers |
//! | `/count` | how many requests this instance has had |
//! | `/sleep/MS`, `/slow/N/MS` | after a time; N pieces with as much time between them |
//! | `/fetch?URL` | what a GET of the URL answers, status and body |
//! | `/early` | the response, and then a line on standard error |
//! | `/long/N`, `/short/N` | content-length N, and a byte more or less |
//! | `/unfinished` | half a body, which is dropped |
//! | `/none`, `/error` | no response; an error in its place |
//! | `/trap`, `/trap-after`, `/spin`, `/spin-after` | before and after the head |

mod bodies;
mod faults;
mod fetch;
mod respond;

use std::cell::Cell;

use wasip2::http::types::{Fields, IncomingRequest, OutgoingBody, OutgoingResponse, ResponseOutparam};

use respond::{respond_text, respond_with};

struct Handler;

wasip2::http::proxy::export!(Handler);

thread_local! {
    static REQUESTS: Cell<u32> = const { Cell::new(0) };
}

impl wasip2::exports::http::incoming_handler::Guest for Handler {
    fn handle(request: IncomingRequest, out: ResponseOutparam) {
        REQUESTS.set(REQUESTS.get() + 1);
        let path = request.path_with_query().unwrap_or_default();
        let (path, query) = path.split_once('?').unwrap_or((&path, ""));
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        match parts[..] {
            ["hello"] => respond_text(out, "Hello, WASI!"),
            ["head"] => respond_text(out, &head(&request)),
            ["echo"] => bodies::echo(&request, out),
            ["length"] => respond_text(out, &bodies::length(&request).to_string()),
            ["bytes", length] => bodies::bytes(out, number(length)),
            ["status", status] => respond_with(out, number(status) as u16, &[]).finish(),
            ["fields"] => fields(out),
            ["trailers"] => trailers(out),
            ["count"] => respond_text(out, &REQUESTS.get().to_string()),
            ["sleep", time] => {
                sleep(number(time));
                respond_text(out, "slept");
            }
            ["slow", count, pause] => bodies::slow(out, number(count), number(pause)),
            ["fetch"] => fetch::fetch(query, out),
            ["early"] => {
                respond_text(out, "early");
                eprintln!("after the response");
            }
            ["long", length] => faults::wrong_length(out, number(length), 1),
            ["short", length] => faults::wrong_length(out, number(length), -1),
            ["unfinished"] => faults::unfinished(out),
            ["none"] => {}
            ["error"] => faults::error(out),
            ["trap"] => faults::trap(),
            ["trap-after"] => faults::trap_after(out),
            ["spin"] => faults::spin(),
            ["spin-after"] => faults::spin_after(out),
            _ => respond_with(out, 404, &[]).finish(),
        }
    }
}

fn head(request: &IncomingRequest) -> String {
    let mut lines = vec![
        format!("method {:?}", request.method()),
        format!("path {:?}", request.path_with_query()),
        format!("scheme {:?}", request.scheme()),
        format!("authority {:?}", request.authority()),
    ];
    for (name, value) in request.headers().entries() {
        lines.push(format!("{name}: {}", String::from_utf8_lossy(&value)));
    }
    lines.join("\n")
}

fn fields(out: ResponseOutparam) {
    let entries: [(&str, &[u8]); 4] =
        [("Set-Cookie", b"a=1"), ("X-Other", b"between"), ("set-cookie", b"b=2"), ("x-latin", b"caf\xe9")];
    respond_with(out, 200, &entries).finish();
}

fn trailers(out: ResponseOutparam) {
    let mut response = respond_with(out, 200, &[("trailer", b"x-sum, x-end")]);
    response.write(b"body with trailers");
    response.finish_with(&[("x-sum", b"18"), ("X-End", b"yes")]);
}

fn sleep(milliseconds: u64) {
    wasip2::clocks::monotonic_clock::subscribe_duration(milliseconds * 1_000_000).block();
}

fn number(text: &str) -> u64 {
    text.parse().expect("a number")
}
