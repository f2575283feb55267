//! Where blank lines and comments go between the items of a module.

use crate::stmt::comment_lines;

/// How an item sits among others: a block has a blank line on either side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    Line,
    Block,
}

/// The text of a module, growing item by item.
#[derive(Default)]
pub(super) struct Text {
    text: String,
    minify: bool,
    previous: Option<Shape>,
    /// The comment of a section that has begun and has no items yet.
    section: Option<Option<String>>,
}

impl Text {
    pub(super) fn new(minify: bool) -> Text {
        Text { minify, ..Text::default() }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    pub(super) fn begin_section(&mut self, comment: Option<&str>) {
        self.section = Some(comment.map(str::to_owned));
    }

    pub(super) fn add(&mut self, item: &str, shape: Shape) {
        self.add_commented(None, item, shape);
    }

    pub(super) fn add_commented(&mut self, comment: Option<&str>, item: &str, shape: Shape) {
        if self.minify {
            return self.text.push_str(item);
        }
        let section = self.section.take();
        let is_apart = section.is_some() || shape == Shape::Block || self.previous == Some(Shape::Block);
        if is_apart && self.previous.is_some() {
            self.text.push('\n');
        }
        let comments = section.flatten().into_iter().chain(comment.map(str::to_owned));
        for line in comments.flat_map(|comment| comment_lines(&comment).collect::<Vec<_>>()) {
            self.text.push_str(&line);
            self.text.push('\n');
        }
        self.text.push_str(item);
        self.text.push('\n');
        self.previous = Some(shape);
    }
}
