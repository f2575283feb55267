//! The writer that swc's printer calls token by token.
//!
//! swc breaks every object literal over lines and no other list. Here both become groups, and [`lay_out`] decides.

use std::io::Result;

use swc_common::{BytePos, Span};
use swc_ecma_codegen::text_writer::WriteJs;

use super::layout::{Kind, Token, lay_out};
use super::{CHAIN, OBJECT, VALUE};

/// Collects tokens, then lays them out.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
    tokens: Vec<Token>,
    open: Vec<usize>,
    indents: Vec<usize>,
    space: bool,
    after_comma: bool,
    after_name: bool,
    is_object_next: bool,
    /// Whether the next parentheses are not written, and what may begin on a line of its own stands in them.
    is_chain_next: Option<bool>,
    in_comment: bool,
}

impl Writer {
    pub(super) fn into_text(self) -> String {
        lay_out(&self.text, &self.tokens)
    }

    fn kind(&self) -> Kind {
        self.open.last().map_or(Kind::Rigid, |&open| match self.tokens[open] {
            Token::Open { kind, .. } => kind,
            _ => unreachable!("the stack holds openings"),
        })
    }

    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        // `for (…)step();`
        self.space |= self.text.ends_with(')') && text.starts_with(|char: char| char.is_ascii_alphanumeric());
        self.flush_space();
        self.append(text);
        self.after_name = false;
    }

    fn push_name(&mut self, text: &str) {
        self.push(text);
        self.after_name = true;
    }

    fn append(&mut self, text: &str) {
        self.text.push_str(text);
        match self.tokens.last_mut() {
            Some(Token::Text(end)) => *end = self.text.len(),
            _ => self.tokens.push(Token::Text(self.text.len())),
        }
    }

    /// Writes the space that was asked for: one where the list can be broken, if a comma or the opening is before it.
    fn flush_space(&mut self) {
        let is_break = self.after_comma || matches!(self.tokens.last(), Some(Token::Open { .. }));
        self.after_comma = false;
        if !std::mem::take(&mut self.space) {
            return;
        }
        if is_break && self.kind() == Kind::List {
            self.tokens.push(Token::Soft { space: true });
        } else {
            self.append(" ");
        }
    }

    /// A group without brackets.
    fn open_chain(&mut self, breaks_first: bool) {
        let space = std::mem::take(&mut self.space);
        if space && !breaks_first {
            self.space = true;
            self.flush_space();
        }
        self.open.push(self.tokens.len());
        self.tokens.push(Token::Open { kind: Kind::Chain, close: 0, last: None });
        if breaks_first {
            self.tokens.push(Token::Soft { space });
        }
        self.after_name = false;
    }

    fn close_chain(&mut self) {
        let open = self.open.pop().expect("brackets are balanced");
        let close = self.tokens.len();
        if let Token::Open { close: end, .. } = &mut self.tokens[open] {
            *end = close;
        }
        self.tokens.push(Token::Close { open });
    }

    fn open_group(&mut self, bracket: &str) {
        // `get x (` has a space too many, `constructor(){` one too few.
        self.space = match bracket {
            "(" => self.space && !self.after_name,
            "{" => self.space || self.text.ends_with(')'),
            _ => self.space,
        };
        self.push(bracket);
        let kind = match bracket {
            "${" => Kind::Rigid,
            "{" if self.is_object_next => Kind::Object,
            _ => Kind::List,
        };
        self.is_object_next = false;
        self.open.push(self.tokens.len());
        self.tokens.push(Token::Open { kind, close: 0, last: None });
        if matches!(bracket, "(" | "[") {
            self.tokens.push(Token::Soft { space: false });
        }
    }

    fn close_group(&mut self, bracket: &str) {
        self.after_comma = false;
        let open = self.open.pop().expect("brackets are balanced");
        let is_list = matches!(self.tokens[open], Token::Open { kind: Kind::List, .. });
        let space = std::mem::take(&mut self.space);
        if self.tokens.len() == open + 2 && bracket != "}" {
            self.tokens.pop();
        } else if is_list && self.tokens.len() > open + 1 {
            self.tokens.push(Token::Soft { space });
        }
        let (close, last) = (self.tokens.len(), self.last_group(open));
        if let Token::Open { close: end, last: item, .. } = &mut self.tokens[open] {
            (*end, *item) = (close, last);
        }
        self.tokens.push(Token::Close { open });
        self.append(bracket);
        self.after_name = bracket == "]";
    }

    /// The opening of the group that is the last item of the group opened at `open`, if breaking that one will do.
    fn last_group(&self, open: usize) -> Option<usize> {
        let [.., Token::Close { open: inner }, Token::Text(_), Token::Soft { .. }] = self.tokens[..] else {
            return None;
        };
        // The item before the bracket: nothing but a break, then the bracket itself.
        let is_item = inner > open + 1 && matches!(self.tokens[inner - 2], Token::Soft { .. });
        let is_only = inner == open + 3;
        let is_call = self.text_before(open).ends_with('(');
        let before = self.text_of(inner - 1);
        let is_bare = before.len() == 1 || is_call && before.ends_with('(') && !before.contains(' ');
        (is_item && is_bare && (is_only || is_call)).then_some(inner)
    }

    fn text_of(&self, token: usize) -> &str {
        let before = self.tokens[..token].iter().rev().find_map(|token| match token {
            Token::Text(end) => Some(*end),
            _ => None,
        });
        match self.tokens[token] {
            Token::Text(end) => &self.text[before.unwrap_or(0)..end],
            _ => "",
        }
    }

    fn text_before(&self, token: usize) -> &str {
        if token == 0 { "" } else { self.text_of(token - 1) }
    }

    /// Whether what is indented from `start` on is one block in a `case`: its brace belongs on the line of the label.
    fn is_block_of_case(&self, start: usize) -> bool {
        let [Token::Indent(1), Token::Text(_), Token::Open { close, .. }, ..] = self.tokens[start..] else {
            return false;
        };
        close + 2 == self.tokens.len()
            && self.text_of(start + 1) == "{"
            && self.text_before(start - 1).ends_with(':')
    }

    fn line(&mut self) {
        if self.text.ends_with('{')
            && let Some(Token::Open { kind: kind @ Kind::List, .. }) = self.tokens.last_mut()
        {
            *kind = Kind::Rigid;
        }
        if self.kind() == Kind::List {
            // Between array items, where a comma says so already.
            self.space |= self.after_comma;
            return;
        }
        self.space = false;
        self.after_comma = false;
        let token = if self.kind() == Kind::Object { Token::Soft { space: true } } else { Token::Line };
        let last = self.tokens.iter().rev().find(|token| !matches!(token, Token::Indent(_)));
        if !matches!(last, None | Some(Token::Line | Token::Soft { .. })) {
            self.tokens.push(token);
        }
    }
}

impl WriteJs for Writer {
    fn increase_indent(&mut self) -> Result<()> {
        if self.kind() != Kind::List {
            self.indents.push(self.tokens.len());
            // The value of an arrow function is indented where it is broken.
            self.tokens.push(Token::Indent(isize::from(!self.text.ends_with("=>"))));
        }
        Ok(())
    }

    fn decrease_indent(&mut self) -> Result<()> {
        if self.kind() != Kind::List {
            let start = self.indents.pop().expect("indentation is balanced");
            match self.is_block_of_case(start) {
                true => self.tokens[start - 1..=start]
                    .copy_from_slice(&[Token::Soft { space: true }, Token::Indent(0)]),
                false => {
                    let Token::Indent(by) = self.tokens[start] else {
                        unreachable!("an indentation starts there")
                    };
                    self.tokens.push(Token::Indent(-by));
                }
            }
        }
        Ok(())
    }

    fn write_semi(&mut self, _span: Option<Span>) -> Result<()> {
        if !std::mem::take(&mut self.in_comment) {
            self.push(";");
        }
        Ok(())
    }

    fn write_space(&mut self) -> Result<()> {
        self.space = true;
        Ok(())
    }

    fn write_keyword(&mut self, _span: Option<Span>, text: &'static str) -> Result<()> {
        self.push(text);
        self.space = matches!(text, "for" | "while" | "switch" | "finally");
        Ok(())
    }

    fn write_operator(&mut self, _span: Option<Span>, text: &str) -> Result<()> {
        self.push(text);
        Ok(())
    }

    fn write_param(&mut self, text: &str) -> Result<()> {
        self.push(text);
        Ok(())
    }

    fn write_property(&mut self, text: &str) -> Result<()> {
        self.push(text);
        Ok(())
    }

    fn write_line(&mut self) -> Result<()> {
        self.line();
        Ok(())
    }

    fn write_lit(&mut self, _span: Span, text: &str) -> Result<()> {
        self.push_name(text);
        Ok(())
    }

    fn write_comment(&mut self, text: &str) -> Result<()> {
        self.push(text);
        Ok(())
    }

    fn write_str_lit(&mut self, _span: Span, text: &str) -> Result<()> {
        self.push_name(text);
        Ok(())
    }

    fn write_str(&mut self, text: &str) -> Result<()> {
        self.push_name(text);
        Ok(())
    }

    fn write_symbol(&mut self, _span: Span, text: &str) -> Result<()> {
        self.in_comment = text.starts_with("//");
        self.push_name(text);
        Ok(())
    }

    fn write_punct(&mut self, _span: Option<Span>, text: &'static str, _commit: bool) -> Result<()> {
        match text {
            "(" if self.is_chain_next.is_some() => {
                let breaks_first = self.is_chain_next.take().expect("it is there");
                self.open_chain(breaks_first);
            }
            ")" if self.kind() == Kind::Chain => self.close_chain(),
            ":" if self.kind() == Kind::Chain => {
                self.space = false;
                self.tokens.push(Token::Soft { space: true });
                self.push(text);
            }
            "(" | "[" | "{" | "${" => self.open_group(text),
            ")" | "]" | "}" => self.close_group(text),
            "=>" => {
                self.space = true;
                self.push(text);
                self.space = true;
            }
            _ => self.push(text),
        }
        self.after_comma = text == ",";
        Ok(())
    }

    fn care_about_srcmap(&self) -> bool {
        false
    }

    fn add_srcmap(&mut self, pos: BytePos) -> Result<()> {
        self.is_object_next |= pos == OBJECT.lo;
        match pos {
            _ if pos == CHAIN.lo => self.is_chain_next = Some(false),
            _ if pos == VALUE.lo => self.is_chain_next = Some(true),
            _ => {}
        }
        Ok(())
    }

    fn commit_pending_semi(&mut self) -> Result<()> {
        Ok(())
    }
}
