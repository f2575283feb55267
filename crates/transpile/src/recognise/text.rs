//! Text to binary.

use super::excerpt;
use crate::{Code, Error, Result};

/// The binary of a text; its errors have line and column.
pub(super) fn encode(input: &[u8]) -> Result<Vec<u8>> {
    let text = std::str::from_utf8(input).map_err(|error| {
        Error::new(Code::WatSyntax, "the text is not valid UTF-8")
            .at(format!("byte {:#x}", error.valid_up_to()))
    })?;
    wat::parse_str(text).map_err(|error| {
        let shown = error.to_string();
        let (message, line, column) = split_text_error(&shown);
        let error = Error::new(Code::WatSyntax, message);
        match (line, column) {
            (Some(line), Some(column)) => error.at(line_and_column(text, line, column)),
            _ => error,
        }
    })
}

/// `wat` keeps its positions private and shows them: as `message\n   --> file:line:column\n…`, or, where the line is
/// too long to be shown, as `message at file:line:column`.
fn split_text_error(shown: &str) -> (&str, Option<usize>, Option<usize>) {
    let (message, place) = match shown.split_once("\n     --> ") {
        Some((message, rest)) => (message, rest.lines().next().unwrap_or("")),
        None => shown.rsplit_once(" at ").unwrap_or((shown, "")),
    };
    let mut numbers = place.rsplit(':').map(|part| part.parse().ok());
    let column = numbers.next().flatten();
    (message, numbers.next().flatten(), column)
}

/// `line 3, column 7`, then the line with a mark under the place. Both count from 1, `byte_column` in bytes.
fn line_and_column(text: &str, line: usize, byte_column: usize) -> String {
    let shown = text.lines().nth(line - 1).unwrap_or("");
    let column = shown.char_indices().take_while(|(at, _)| at + 1 < byte_column).count();
    format!("line {line}, column {}\n{}", column + 1, excerpt(shown, line, column, 1))
}
