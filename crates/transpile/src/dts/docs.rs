//! Documentation comments.

use crate::plan::world::Docs;

/// The text of a `/** … */` comment; nothing is printed of an empty one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Comment {
    paragraphs: Vec<String>,
}

/// Longest line that a comment of one line may take.
const WIDTH: usize = 100;

impl Comment {
    /// WIT's documentation, with `@deprecated` at its end.
    pub fn of(docs: &Docs) -> Comment {
        let mut comment = Comment::default();
        comment.add(&docs.text);
        if let Some(version) = &docs.deprecated {
            comment.add(&format!("@deprecated since {version}"));
        }
        comment
    }

    pub fn text(text: &str) -> Comment {
        let mut comment = Comment::default();
        comment.add(text);
        comment
    }

    /// Adds a paragraph.
    pub fn add(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.paragraphs.push(text.replace("*/", "*\\/"));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// The comment as it is printed.
    pub fn lines(&self) -> Vec<String> {
        let text = self.paragraphs.join("\n\n");
        if text.is_empty() {
            return Vec::new();
        }
        if !text.contains('\n') && text.len() <= WIDTH {
            return vec![format!("/** {text} */")];
        }
        let body = text.lines().map(|line| format!(" * {line}").trim_end().to_owned());
        [vec!["/**".to_owned()], body.collect(), vec![" */".to_owned()]].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_cannot_be_left() {
        assert_eq!(Comment::text("a */ b **/ c").lines(), ["/** a *\\/ b **\\/ c */"]);
    }

    #[test]
    fn empty_lines_have_no_space_at_their_end() {
        assert_eq!(Comment::text("a\n\n  b\n").lines(), ["/**", " * a", " *", " *   b", " */"]);
        assert!(Comment::text(" \n ").lines().is_empty());
    }
}
