//! One file of the library: its declarations, what they refer to, and their text.

use std::sync::OnceLock;

use swc_common::Spanned;
use swc_ecma_ast as ast;

use crate::parse::parse;
use crate::print::{Printer, stands_apart};
use crate::resolve::{free_names, resolved};

/// A parsed file.
#[derive(Debug)]
pub(crate) struct Source {
    pub declarations: Vec<Declaration>,
    /// Each imported name and the file it is said to come from.
    pub imports: Vec<(String, String)>,
}

/// A top-level declaration without its `export`.
#[derive(Debug)]
pub(crate) struct Declaration {
    pub name: String,
    /// The names of the top level, of other files or of globals that it uses.
    pub references: Vec<String>,
    /// Whether it is set apart by blank lines.
    pub is_block: bool,
    pub form: Form,
}

/// What a declaration's text is made of.
#[derive(Debug)]
pub(crate) enum Form {
    Tree {
        comment: String,
        item: Box<ast::ModuleItem>,
        readable: OnceLock<String>,
        minified: OnceLock<String>,
    },
    Printed {
        readable: &'static str,
        minified: &'static str,
    },
}

impl Declaration {
    /// The text, without a line end; printed once.
    pub(crate) fn text(&self, minify: bool) -> &str {
        match (&self.form, minify) {
            (Form::Printed { minified, .. }, true) => minified,
            (Form::Printed { readable, .. }, false) => readable,
            (Form::Tree { item, minified, .. }, true) => {
                minified.get_or_init(|| Printer::new(minify).print((**item).clone()))
            }
            (Form::Tree { comment, item, readable, .. }, false) => {
                readable.get_or_init(|| format!("{comment}{}", Printer::new(minify).print((**item).clone())))
            }
        }
    }
}

impl Source {
    /// The declarations of `text`; an error says which line breaks which rule.
    pub(crate) fn parse(text: &str) -> Result<Source, String> {
        let mut module = parse(text)?;
        resolved(&mut module, |module, is_free| {
            let mut source = Source { declarations: Vec::new(), imports: Vec::new() };
            for item in std::mem::take(&mut module.body) {
                let references = free_names(&item, is_free);
                source.add(text, item, references.into_iter().collect())?;
            }
            Ok(source)
        })
    }

    fn add(&mut self, text: &str, item: ast::ModuleItem, references: Vec<String>) -> Result<(), String> {
        let start = item.span().lo.0 as usize - 1;
        let broken = |rule: &str| Err(format!("line {}: {rule}", text[..start].matches('\n').count() + 1));
        let decl = match item {
            ast::ModuleItem::ModuleDecl(ast::ModuleDecl::Import(import)) => {
                return self.add_imports(&import).or_else(|rule| broken(&rule));
            }
            ast::ModuleItem::ModuleDecl(ast::ModuleDecl::ExportDecl(export)) => export.decl,
            ast::ModuleItem::Stmt(ast::Stmt::Decl(decl)) => decl,
            _ => return broken("only imports and declarations stand at the top level"),
        };
        let Some(name) = declared_name(&decl) else { return broken("one declaration, one name") };
        let item = ast::ModuleItem::Stmt(ast::Stmt::Decl(decl));
        let is_block = stands_apart(&item);
        let (readable, minified) = Default::default();
        let form = Form::Tree { comment: comment_above(text, start), item: item.into(), readable, minified };
        self.declarations.push(Declaration { name, references, is_block, form });
        Ok(())
    }

    fn add_imports(&mut self, import: &ast::ImportDecl) -> Result<(), String> {
        let from = import.src.value.as_str().unwrap_or_default();
        if !from.starts_with("./") {
            return Err(format!("imports {from:?}, which is no file beside this one"));
        }
        for specifier in &import.specifiers {
            match specifier {
                ast::ImportSpecifier::Named(named) if named.imported.is_none() => {
                    self.imports.push((named.local.sym.to_string(), from.to_owned()));
                }
                _ => return Err("imports are named and keep their names".to_owned()),
            }
        }
        Ok(())
    }

    /// Checks that the quick scan of the file found what the file declares.
    pub(crate) fn check_names(&self, scanned: &[&str]) -> Result<(), String> {
        let declared = self.declarations.iter().map(|declaration| declaration.name.as_str());
        let differs =
            || format!("declarations start their lines: found {scanned:?}, which is not what it declares");
        declared.eq(scanned.iter().copied()).then_some(()).ok_or_else(differs)
    }
}

fn declared_name(decl: &ast::Decl) -> Option<String> {
    let ident = match decl {
        ast::Decl::Fn(function) => &function.ident,
        ast::Decl::Class(class) => &class.ident,
        ast::Decl::Var(var) => match &var.decls[..] {
            [ast::VarDeclarator { name: ast::Pat::Ident(binding), .. }] => &binding.id,
            _ => return None,
        },
        _ => return None,
    };
    Some(ident.sym.to_string())
}

/// The `//` lines directly above the line at `start`, except those that speak to tools (`// @ts-check`).
fn comment_above(text: &str, start: usize) -> String {
    let above = text[..start].lines().rev();
    let mut lines: Vec<_> = above.take_while(|line| line.starts_with("//")).collect();
    lines.reverse();
    lines.iter().filter(|line| !line.starts_with("// @")).map(|line| format!("{line}\n")).collect()
}

/// The names of the declarations in `text`, found without parsing: those that start a line.
pub(crate) fn scan_names(text: &'static str) -> Vec<&'static str> {
    text.lines().filter_map(scan_line).collect()
}

fn scan_line(line: &str) -> Option<&str> {
    const KEYWORDS: [&str; 6] = ["function* ", "function ", "const ", "let ", "var ", "class "];
    let line = line.strip_prefix("export ").unwrap_or(line);
    let line = line.strip_prefix("async ").unwrap_or(line);
    let rest = KEYWORDS.iter().find_map(|keyword| line.strip_prefix(keyword))?;
    let is_part = |char: char| char.is_ascii_alphanumeric() || char == '_' || char == '$';
    let end = rest.find(|char| !is_part(char)).unwrap_or(rest.len());
    (end > 0).then_some(&rest[..end])
}
