//! What the command line asks for.

use wasip2::http::types::{Method, Scheme};

pub enum Body {
    None,
    Text(String),
    /// So many bytes, the letters of the alphabet over and over.
    Fill(u64),
    /// So many zeroes, through `write-zeroes`.
    Zeroes(u64),
    /// Standard input, spliced.
    Stdin,
}

pub enum Reading {
    All,
    /// So many bytes, then the body is dropped.
    Some(u64),
    None,
}

pub struct Target {
    pub scheme: Option<Scheme>,
    pub authority: Option<String>,
    pub path: Option<String>,
}

pub struct Options {
    pub method: Method,
    pub target: Target,
    pub headers: Vec<(String, String)>,
    pub body: Body,
    pub trailers: Vec<(String, String)>,
    pub timeouts: Timeouts,
    pub reading: Reading,
    /// The outgoing body is dropped instead of finished.
    pub is_unfinished: bool,
    /// Prints the body's length and sum in place of the body.
    pub is_summary: bool,
    pub times: u64,
    /// Where the response's body goes, as the body of a POST.
    pub forward: Option<Target>,
}

/// Nanoseconds.
#[derive(Default)]
pub struct Timeouts {
    pub connect: Option<u64>,
    pub first_byte: Option<u64>,
    pub between_bytes: Option<u64>,
}

pub fn parse(mut args: impl Iterator<Item = String>) -> Options {
    let mut options = Options {
        method: Method::Get,
        target: target(""),
        headers: Vec::new(),
        body: Body::None,
        trailers: Vec::new(),
        timeouts: Timeouts::default(),
        reading: Reading::All,
        is_unfinished: false,
        is_summary: false,
        times: 1,
        forward: None,
    };
    let mut scheme = None;
    let mut has_path = true;
    while let Some(arg) = args.next() {
        let mut value = || args.next().expect("the option has a value");
        match arg.as_str() {
            "--header" => options.headers.push(pair(&value())),
            "--trailer" => options.trailers.push(pair(&value())),
            "--body" => options.body = Body::Text(value()),
            "--fill" => options.body = Body::Fill(number(&value())),
            "--zeroes" => options.body = Body::Zeroes(number(&value())),
            "--stdin" => options.body = Body::Stdin,
            "--connect-timeout" => options.timeouts.connect = Some(milliseconds(&value())),
            "--first-byte-timeout" => options.timeouts.first_byte = Some(milliseconds(&value())),
            "--between-bytes-timeout" => options.timeouts.between_bytes = Some(milliseconds(&value())),
            "--read" => options.reading = Reading::Some(number(&value())),
            "--no-read" => options.reading = Reading::None,
            "--unfinished" => options.is_unfinished = true,
            "--summary" => options.is_summary = true,
            "--times" => options.times = number(&value()),
            "--forward" => options.forward = Some(target(&value())),
            "--scheme" => scheme = Some(value()),
            "--no-path" => has_path = false,
            name => {
                options.method = method(name);
                options.target = target(&value());
            }
        }
    }
    if let Some(scheme) = scheme {
        options.target.scheme = Some(Scheme::Other(scheme));
    }
    if !has_path {
        options.target.path = None;
    }
    options
}

fn method(name: &str) -> Method {
    match name {
        "GET" => Method::Get,
        "HEAD" => Method::Head,
        "POST" => Method::Post,
        "PUT" => Method::Put,
        "DELETE" => Method::Delete,
        "OPTIONS" => Method::Options,
        "PATCH" => Method::Patch,
        other => Method::Other(other.to_string()),
    }
}

/// Without a scheme, or without an authority, there is none.
fn target(url: &str) -> Target {
    let (scheme, rest) = match url.split_once("://") {
        Some(("http", rest)) => (Some(Scheme::Http), rest),
        Some(("https", rest)) => (Some(Scheme::Https), rest),
        _ => (None, url),
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let path = if path.is_empty() { "/" } else { path };
    Target {
        scheme,
        authority: Some(authority.to_string()).filter(|it| !it.is_empty()),
        path: Some(path.to_string()),
    }
}

fn pair(text: &str) -> (String, String) {
    let (name, value) = text.split_once(':').expect("NAME:VALUE");
    (name.to_string(), value.to_string())
}

fn number(text: &str) -> u64 {
    text.parse().expect("a number")
}

fn milliseconds(text: &str) -> u64 {
    number(text) * 1_000_000
}
