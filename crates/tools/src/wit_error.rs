//! Errors in WIT, each at its file, line and column, with the line and a mark.

use transpile::recognise::excerpt;
use transpile::{Code, Error};
use wit_parser::{ParseError, ParseErrorKind, Resolve, ResolveError, ResolveErrorKind, Span};

use crate::Sources;
use crate::failure::one_line;

/// An error found while parsing; `resolve.source_map` holds the text it is in.
pub(crate) fn parsing(resolve: &Resolve, sources: &Sources<'_>, error: &ParseError) -> Error {
    let found = match error.kind() {
        ParseErrorKind::ItemNotFound { kind, name, hint, .. } => {
            let found = Error::new(Code::WitSyntax, format!("{kind} `{name}` does not exist"));
            match hint {
                Some(hint) => found.help(one_line(hint)),
                None => found,
            }
        }
        kind => {
            let found = Error::new(Code::WitSyntax, one_line(&kind.to_string()));
            match found.message.contains("does not match previous package name") {
                true => found.help(
                    "files beside each other are one package: packages it uses go into the folder `deps`",
                ),
                false => found,
            }
        }
    };
    at_span(resolve, sources, found, error.kind().span())
}

/// An error found while putting packages together.
pub(crate) fn resolving(resolve: &Resolve, sources: &Sources<'_>, error: &ResolveError) -> Error {
    let found = match error.kind() {
        ResolveErrorKind::PackageNotFound { requested, known, .. } => {
            let versions =
                known.iter().filter(|it| it.namespace == requested.namespace && it.name == requested.name);
            let versions: Vec<String> = versions.map(ToString::to_string).collect();
            let help = match versions.as_slice() {
                [] => "put its WIT into the folder `deps` beside this file".to_string(),
                _ => format!("there is {}", versions.join(", ")),
            };
            Error::new(Code::WitSyntax, format!("package `{requested}` is not there")).help(help)
        }
        ResolveErrorKind::DuplicatePackage { name, span2, .. } => {
            let other = place(resolve, sources, *span2).map_or_else(String::new, |place| place.0);
            Error::new(Code::WitSyntax, format!("package `{name}` is defined twice"))
                .help(format!("the other definition is at {other}"))
        }
        kind => Error::new(Code::WitSyntax, one_line(&kind.to_string())),
    };
    at_span(resolve, sources, found, error.kind().span())
}

/// An error that knows no file, said to be in this one.
pub(crate) fn in_file(sources: &Sources<'_>, path: &str, error: Error) -> Error {
    let file = format!("{}{path}", sources.root);
    let place = match &error.place {
        Some(place) => format!("{file}, {place}"),
        None => file,
    };
    error.at(place)
}

fn at_span(resolve: &Resolve, sources: &Sources<'_>, error: Error, span: Span) -> Error {
    match place(resolve, sources, span) {
        Some((place, excerpt)) => error.at(format!("{place}\n{excerpt}")),
        None => error,
    }
}

/// `file:line:column` of a span's start, and the line with the span marked.
fn place(resolve: &Resolve, sources: &Sources<'_>, span: Span) -> Option<(String, String)> {
    let location = resolve.source_map.resolve_span(span)?;
    let (_, bytes) = sources.files.iter().find(|(path, _)| path == location.path)?;
    let text = std::str::from_utf8(bytes).ok()?;
    let before = text.get(..location.range.start)?;
    let line = before.matches('\n').count() + 1;
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let column = before[line_start..].chars().count();
    let source = text[line_start..].lines().next().unwrap_or("");
    let marked =
        text.get(location.range.clone()).map_or(1, |text| text.lines().next().unwrap_or("").chars().count());
    let file = format!("{}{}", sources.root, location.path);
    Some((format!("{file}:{line}:{}", column + 1), excerpt(source, line, column, marked)))
}
