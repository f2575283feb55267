//! Readable text from tokens: lines of at most [`WIDTH`] columns where a list can be broken.
//!
//! Indentation is by tabs, as in what other bundlers write: what is deep in objects is not the heavier for it.
//!
//! A group stays on one line if it fits and else gets a line for each item, a list of many plain words or numbers as
//! few lines as they need. A call whose last argument is an object
//! or a function keeps its parentheses on the lines of that argument.

pub(super) const WIDTH: usize = 100;
/// Columns that a level of indentation, which is a tab, counts for.
const TAB: usize = 2;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// `( )`, `[ ]` and the `{ }` of imports, exports and patterns.
    List,
    Object,
    /// What has no brackets and is indented where it is broken: `a ? b : c ? d : e`, the value of an arrow function.
    Chain,
    /// The `{ }` of a body, and the `${ }` of a template: breaks only where swc says so.
    Rigid,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Token {
    /// Up to this offset in the text, from where the token before ended.
    Text(usize),
    /// Opens a group; its bracket is text before it.
    Open {
        kind: Kind,
        close: usize,
        last: Option<usize>,
    },
    /// Closes a group; its bracket is text after it.
    Close {
        open: usize,
    },
    /// A line end if the group is broken, else a space or nothing.
    Soft {
        space: bool,
    },
    Line,
    Indent(isize),
}

/// The text that `tokens` cut `text` into, laid out.
pub(super) fn lay_out(text: &str, tokens: &[Token]) -> String {
    let pieces = pieces(text, tokens);
    let mut out = Output { text: String::with_capacity(text.len() * 5 / 4), column: 0, indent: 0 };
    let mut broken = Vec::new();
    // The list being filled, and how deep it is.
    let mut filled: Option<(usize, usize)> = None;
    let mut start = 0;
    for (index, token) in tokens.iter().enumerate() {
        match *token {
            Token::Text(end) => {
                out.write(&text[start..end], pieces[index]);
                start = end;
            }
            Token::Open { kind, .. } => {
                let is_broken = kind != Kind::Rigid && !fits(&pieces, tokens, index, out.column, &broken);
                out.indent += isize::from(is_broken && matches!(kind, Kind::List | Kind::Chain));
                broken.push(is_broken);
                if is_broken && is_plain(tokens, index) {
                    filled = Some((index, broken.len()));
                }
            }
            Token::Close { open } => {
                if filled.is_some_and(|(index, _)| index == open) {
                    filled = None;
                }
                let is_list = matches!(tokens[open], Token::Open { kind: Kind::List | Kind::Chain, .. });
                let is_broken = broken.pop().expect("brackets are balanced");
                out.indent -= isize::from(is_broken && is_list);
            }
            Token::Soft { .. }
                if filled.is_some_and(|(_, depth)| depth == broken.len())
                    && continues(&pieces, tokens, index, out.column) =>
            {
                out.write(" ", SPACE)
            }
            Token::Soft { .. } if broken.last() == Some(&true) => out.end_line(),
            Token::Soft { space: true } => out.write(" ", SPACE),
            Token::Soft { space: false } => {}
            Token::Line => out.end_line(),
            Token::Indent(by) => out.indent += by,
        }
    }
    out.text.truncate(out.text.trim_end().len());
    out.text
}

/// What there is to know of the text of a token.
#[derive(Clone, Copy, Default)]
struct Piece {
    width: usize,
    has_line_end: bool,
}

const SPACE: Piece = Piece { width: 1, has_line_end: false };

/// For each token; those without text have empty ones.
fn pieces(text: &str, tokens: &[Token]) -> Vec<Piece> {
    let mut start = 0;
    let piece = |token: &Token| match *token {
        Token::Text(end) => {
            let piece = &text[start..end];
            start = end;
            Piece { width: width(piece), has_line_end: piece.contains('\n') }
        }
        _ => Piece::default(),
    };
    tokens.iter().map(piece).collect()
}

/// The number of items from which on a list of plain ones is filled.
const MANY: usize = 12;

/// Whether the group opened by `tokens[index]` is a list of many items, none of which takes more than a line by itself.
fn is_plain(tokens: &[Token], index: usize) -> bool {
    let Token::Open { kind: Kind::List, close, .. } = tokens[index] else { return false };
    let mut depth = 0;
    let mut items = 0;
    for token in &tokens[index + 1..close] {
        match token {
            Token::Text(_) => {}
            Token::Soft { .. } => items += usize::from(depth == 0),
            Token::Open { kind: Kind::List, .. } => depth += 1,
            Token::Close { .. } => depth -= 1,
            Token::Open { .. } | Token::Line | Token::Indent(_) => return false,
        }
    }
    items >= MANY
}

/// Whether the item after the break `tokens[index]` of a filled list fits on the line of the item before.
fn continues(pieces: &[Piece], tokens: &[Token], index: usize, column: usize) -> bool {
    if matches!(tokens[index - 1], Token::Open { .. }) {
        return false;
    }
    let mut room = WIDTH.saturating_sub(column + 1);
    let mut depth = 0usize;
    for (token, piece) in tokens.iter().zip(pieces).skip(index + 1) {
        match *token {
            Token::Text(_) => {
                if piece.width > room {
                    return false;
                }
                room -= piece.width;
            }
            Token::Open { .. } => depth += 1,
            Token::Close { .. } if depth == 0 => return false,
            Token::Close { .. } => depth -= 1,
            Token::Soft { .. } if depth == 0 => return true,
            Token::Soft { .. } | Token::Line | Token::Indent(_) => {}
        }
    }
    false
}

struct Output {
    text: String,
    column: usize,
    indent: isize,
}

impl Output {
    fn write(&mut self, text: &str, piece: Piece) {
        if self.column == 0 {
            let depth = self.indent.max(0) as usize;
            self.column = TAB * depth;
            self.text.extend(std::iter::repeat_n('\t', depth));
        }
        self.text.push_str(text);
        self.column = match piece.has_line_end {
            true => text.rfind('\n').map_or(0, |line_end| width(&text[line_end + 1..])).max(1),
            false => self.column + piece.width,
        };
    }

    fn end_line(&mut self) {
        self.text.push('\n');
        self.column = 0;
    }
}

/// Whether the group opened by `tokens[index]` can stay on the line that has `column` columns, with what follows it up
/// to the next place for a line end. `broken` says which of the groups around it are broken.
fn fits(pieces: &[Piece], tokens: &[Token], index: usize, mut column: usize, mut broken: &[bool]) -> bool {
    let Token::Open { kind, close, last } = tokens[index] else {
        unreachable!("only openings are asked about")
    };
    for (at, token) in tokens.iter().enumerate().skip(index + 1) {
        let is_inside = at < close;
        match *token {
            Token::Text(_) => {
                if pieces[at].has_line_end {
                    return !is_inside || matches!(kind, Kind::List | Kind::Chain);
                }
                column += pieces[at].width;
            }
            Token::Soft { .. } if !is_inside && broken.last() == Some(&true) => return true,
            Token::Soft { space } => column += usize::from(space),
            Token::Line => return !is_inside || kind == Kind::List,
            Token::Open { .. } if last == Some(at) || !is_inside => return column <= WIDTH,
            Token::Close { .. } if at > close => broken = &broken[..broken.len() - 1],
            Token::Open { .. } | Token::Close { .. } | Token::Indent(_) => {}
        }
        if column > WIDTH {
            return false;
        }
    }
    true
}

fn width(text: &str) -> usize {
    text.chars().count()
}
