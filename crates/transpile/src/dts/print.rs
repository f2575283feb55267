//! The text of declarations: two spaces a level, one statement after another.

use super::declaration::{
    Class, Declaration, Export, Member, MemberKind, Module, Shape, Signature, Statement,
};
use super::docs::Comment;
use super::words::{is_reserved, method, property, quoted};

/// Longest line that a signature or a union may take.
const WIDTH: usize = 110;

impl Module {
    pub fn print(&self) -> String {
        let mut out = Printer::default();
        for reference in &self.references {
            out.line(&format!("/// <reference {reference} />"));
        }
        out.comment(&self.docs);
        if !self.docs.is_empty() && !self.body.is_empty() {
            out.text.push('\n');
        }
        out.statements(&self.body, Place::Module);
        out.text
    }
}

/// Where a declaration stands: `declare` is for the top of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Module,
    Ambient,
}

#[derive(Default)]
struct Printer {
    text: String,
    indent: usize,
}

impl Printer {
    fn line(&mut self, line: &str) {
        if !line.is_empty() {
            self.text.extend(std::iter::repeat_n("  ", self.indent));
            self.text.push_str(line);
        }
        self.text.push('\n');
    }

    /// `open`, what `inside` writes one level deeper, `close`.
    fn block(&mut self, open: &str, close: &str, inside: impl FnOnce(&mut Self)) {
        self.line(open);
        self.indent += 1;
        inside(self);
        self.indent -= 1;
        self.line(close);
    }

    fn comment(&mut self, comment: &Comment) {
        comment.lines().iter().for_each(|line| self.line(line));
    }

    /// One after another, with an empty line around those of several lines.
    fn statements(&mut self, statements: &[Statement], place: Place) {
        let mut was_long = false;
        for (index, statement) in statements.iter().enumerate() {
            let start = self.text.len();
            self.comment(&statement.docs);
            self.declaration(&statement.kind, place);
            let is_long = self.text[start..].lines().nth(1).is_some();
            if index > 0 && (was_long || is_long) {
                self.text.insert(start, '\n');
            }
            was_long = is_long;
        }
    }

    fn declaration(&mut self, declaration: &Declaration, place: Place) {
        match declaration {
            Declaration::Interface { name, members } => {
                self.block(&format!("export interface {name} {{"), "}", |out| out.members(members));
            }
            Declaration::Alias { name, ty } => self.shape(&format!("export type {name} = "), ty),
            Declaration::Const { name, ty } => self.exported(name, place, |out, export, name| {
                out.shape(&format!("{export}const {name}: "), ty);
            }),
            Declaration::Function { name, signature } => self.exported(name, place, |out, export, name| {
                out.signature(&format!("{export}function {name}"), signature);
            }),
            Declaration::DefaultFunction(signature) => self.signature("export default function ", signature),
            Declaration::DefaultValue(ty) => {
                self.line(&format!("const value: {ty};"));
                self.line("export default value;");
            }
            Declaration::DefaultFrom { name, module } => {
                self.line(&format!("export {{ {name} as default }} from {};", quoted(module)));
            }
            Declaration::Class(class) => self.class(class, place),
            Declaration::Namespace { name, module, is_type } => {
                let keyword = if *is_type { "export type" } else { "export" };
                self.line(&format!("{keyword} * as {} from {};", property(name), quoted(module)));
            }
            Declaration::Nothing => self.line("export {};"),
            Declaration::Ambient { name, body } => {
                let open = format!("declare module {} {{", quoted(name));
                self.block(&open, "}", |out| out.statements(body, Place::Ambient));
            }
        }
    }

    /// A declaration under its name, or under another where the name is a word of the language.
    fn exported(&mut self, name: &str, place: Place, declare: impl FnOnce(&mut Self, &str, &str)) {
        if !is_reserved(name) {
            return declare(self, "export ", name);
        }
        let local = format!("_{name}");
        declare(self, if place == Place::Module { "declare " } else { "" }, &local);
        self.line(&format!("export {{ {local} as {name} }};"));
    }

    fn class(&mut self, class: &Class, place: Place) {
        let Class { name, export, is_abstract, implements, members } = class;
        let keyword = match export {
            Export::Named => "export ",
            Export::Type if place == Place::Module => "declare ",
            Export::Type => "",
        };
        let abstract_ = if *is_abstract { "abstract " } else { "" };
        let implements = match implements {
            Some(interface) => format!(" implements {interface}"),
            None => String::new(),
        };
        let open = format!("{keyword}{abstract_}class {name}{implements} {{");
        self.block(&open, "}", |out| out.members(members));
        if *export == Export::Type {
            self.line(&format!("export type {{ {name} }};"));
        }
    }

    fn members(&mut self, members: &[Member]) {
        for Member { docs, kind } in members {
            self.comment(docs);
            match kind {
                MemberKind::Property { prefix, name, suffix, ty } => {
                    self.shape(&format!("{prefix}{}{suffix}: ", property(name)), ty);
                }
                MemberKind::Method { prefix, name, signature } => {
                    self.signature(&format!("{prefix}{}", method(name)), signature);
                }
                MemberKind::Constructor(signature) => self.signature("constructor", signature),
                MemberKind::Line(line) => self.line(&format!("{line};")),
            }
        }
    }

    /// `before`, the type, `;`.
    fn shape(&mut self, before: &str, shape: &Shape) {
        match shape {
            Shape::Text(text) => self.line(&format!("{before}{text};")),
            Shape::Object(members) => self.block(&format!("{before}{{"), "};", |out| out.members(members)),
            Shape::Function(signature) => self.callable(before, signature, " => "),
            Shape::Joined(operator, members) => {
                if let Some(line) = one_line(operator, members)
                    && self.indent * 2 + before.len() + line.len() < WIDTH
                {
                    return self.line(&format!("{before}{line};"));
                }
                self.line(before.trim_end());
                self.indent += 1;
                for (index, member) in members.iter().enumerate() {
                    let end = if index + 1 == members.len() { ";" } else { "" };
                    self.joined(operator, member, end);
                }
                self.indent -= 1;
            }
        }
    }

    fn joined(&mut self, operator: &str, shape: &Shape, end: &str) {
        match shape {
            Shape::Text(text) => self.line(&format!("{operator} {text}{end}")),
            Shape::Object(members) => {
                self.block(&format!("{operator} {{"), &format!("}}{end}"), |out| out.members(members));
            }
            Shape::Function(signature) => {
                self.line(&format!("{operator} ({}){end}", one_line_function(signature)))
            }
            Shape::Joined(..) => unreachable!("types are joined by one operator"),
        }
    }

    fn signature(&mut self, before: &str, signature: &Signature) {
        let colon = if signature.result.is_empty() { "" } else { ": " };
        self.callable(before, signature, colon);
    }

    /// `before(params)`, `arrow` or colon, the result, on one line if there is room.
    fn callable(&mut self, before: &str, Signature { params, result }: &Signature, arrow: &str) {
        let params: Vec<_> = params.iter().map(|(name, ty)| format!("{name}: {ty}")).collect();
        let line = format!("{before}({}){arrow}{result};", params.join(", "));
        if params.is_empty() || self.indent * 2 + line.len() <= WIDTH {
            return self.line(&line);
        }
        self.block(&format!("{before}("), &format!("){arrow}{result};"), |out| {
            params.iter().for_each(|param| out.line(&format!("{param},")));
        });
    }
}

/// `a | b`, unless one of them takes several lines.
fn one_line(operator: &str, shapes: &[Shape]) -> Option<String> {
    let text = |shape: &Shape| match shape {
        Shape::Text(text) => Some(text.clone()),
        Shape::Function(signature) => Some(format!("({})", one_line_function(signature))),
        Shape::Object(_) | Shape::Joined(..) => None,
    };
    Some(shapes.iter().map(text).collect::<Option<Vec<_>>>()?.join(&format!(" {operator} ")))
}

/// `(a: A) => B`
fn one_line_function(Signature { params, result }: &Signature) -> String {
    let params: Vec<_> = params.iter().map(|(name, ty)| format!("{name}: {ty}")).collect();
    format!("({}) => {result}", params.join(", "))
}
