//! A module: directives, imports, library declarations, its own body, exports, in that order.

mod text;

use std::collections::BTreeSet;

use swc_common::DUMMY_SP;
use swc_ecma_ast as ast;
use swc_ecma_visit::{Visit, VisitWith};

use crate::expr::ident;
use crate::print::{Printer, stands_apart};
use crate::{Expr, Library, Stmt, const_, is_identifier, literal};
use text::{Shape, Text};

/// How text is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PrintOptions {
    /// As short as it can be, instead of readable.
    pub minify: bool,
}

/// A module being built.
#[derive(Clone, Debug, Default)]
pub struct Program {
    directives: Vec<ast::ModuleItem>,
    imports: Vec<ast::ImportDecl>,
    body: Vec<Item>,
    exports: Vec<ast::ExportSpecifier>,
    default: Option<ast::ModuleItem>,
    provided: BTreeSet<String>,
}

#[derive(Clone, Debug)]
enum Item {
    Section(String),
    Code { comment: Option<String>, node: ast::ModuleItem },
}

/// One binding of an import declaration.
#[derive(Clone, Debug)]
pub struct Import {
    specifier: String,
    binding: Option<ast::ImportSpecifier>,
}

impl Import {
    /// `import { imported as local } from 'specifier'`; the imported name may be any text
    pub fn named(specifier: impl Into<String>, imported: impl AsRef<str>, local: impl AsRef<str>) -> Import {
        let (imported, local) = (imported.as_ref(), local.as_ref());
        let named = ast::ImportNamedSpecifier {
            span: DUMMY_SP,
            local: ident(local),
            imported: (imported != local).then(|| export_name(imported)),
            is_type_only: false,
        };
        Import::of(specifier, Some(ast::ImportSpecifier::Named(named)))
    }

    /// `import local from 'specifier'`
    pub fn default(specifier: impl Into<String>, local: impl AsRef<str>) -> Import {
        let local = ident(local.as_ref());
        let default = ast::ImportDefaultSpecifier { span: DUMMY_SP, local };
        Import::of(specifier, Some(ast::ImportSpecifier::Default(default)))
    }

    /// `import * as local from 'specifier'`
    pub fn namespace(specifier: impl Into<String>, local: impl AsRef<str>) -> Import {
        let local = ident(local.as_ref());
        let namespace = ast::ImportStarAsSpecifier { span: DUMMY_SP, local };
        Import::of(specifier, Some(ast::ImportSpecifier::Namespace(namespace)))
    }

    /// `import 'specifier'`
    pub fn side_effect(specifier: impl Into<String>) -> Import {
        Import::of(specifier, None)
    }

    fn of(specifier: impl Into<String>, binding: Option<ast::ImportSpecifier>) -> Import {
        Import { specifier: specifier.into(), binding }
    }
}

impl Program {
    /// A module without anything.
    pub fn new() -> Program {
        Program::default()
    }

    /// Adds an import, to the declaration of an earlier one from the same place where both can share it.
    pub fn import(&mut self, import: Import) {
        let Import { specifier, binding } = import;
        let same = self.imports.iter_mut().filter(|decl| decl.src.value.as_str() == Some(&specifier));
        for decl in same {
            let Some(binding) = &binding else { return };
            if decl.specifiers.contains(binding) {
                return;
            }
            if can_share(&decl.specifiers, binding) {
                let at = if binding.is_default() { 0 } else { decl.specifiers.len() };
                decl.specifiers.insert(at, binding.clone());
                return;
            }
        }
        let (src, specifiers) = (Box::new(literal::string(&specifier)), binding.into_iter().collect());
        let (phase, with) = (ast::ImportPhase::Evaluation, None);
        self.imports.push(ast::ImportDecl { span: DUMMY_SP, specifiers, src, type_only: false, with, phase });
    }

    /// Adds a statement to the body; a directive goes to the top of the module.
    pub fn push(&mut self, stmt: Stmt) {
        let Stmt { comment, node } = stmt;
        if node.can_precede_directive() {
            self.directives.push(node.into());
        } else {
            self.body.push(Item::Code { comment, node: node.into() });
        }
    }

    /// `const name = value`, in place of the library's declaration of that name.
    pub fn provide(&mut self, name: impl AsRef<str>, value: impl Into<Expr>) {
        self.provided.insert(name.as_ref().to_owned());
        self.push(const_(name, value));
    }

    /// Sets what follows apart by a blank line and `// comment`.
    pub fn section(&mut self, comment: impl Into<String>) {
        self.body.push(Item::Section(comment.into()));
    }

    /// Adds a declaration to the body, exported under its name.
    pub fn export_decl(&mut self, stmt: Stmt) {
        let Stmt { comment, node } = stmt;
        let ast::Stmt::Decl(decl) = node else {
            unreachable!("only declarations are exported, not {node:?}")
        };
        let export = ast::ExportDecl { span: DUMMY_SP, decl };
        self.body.push(Item::Code { comment, node: ast::ModuleDecl::ExportDecl(export).into() });
    }

    /// `export { local as exported }`; the exported name may be any text
    pub fn export_named(&mut self, local: impl AsRef<str>, exported: impl AsRef<str>) {
        let (local, exported) = (local.as_ref(), exported.as_ref());
        self.exports.push(ast::ExportSpecifier::Named(ast::ExportNamedSpecifier {
            span: DUMMY_SP,
            orig: ast::ModuleExportName::Ident(ident(local)),
            exported: (exported != local).then(|| export_name(exported)),
            is_type_only: false,
        }));
    }

    /// `export default value`
    pub fn export_default(&mut self, value: impl Into<Expr>) {
        let expr = value.into().into_node();
        let export = ast::ExportDefaultExpr { span: DUMMY_SP, expr };
        self.default = Some(ast::ModuleDecl::ExportDefaultExpr(export).into());
    }

    /// The text of the module, with the declarations of `library` that it refers to.
    pub fn print(mut self, library: &Library, options: PrintOptions) -> String {
        let roots = self.roots(library);
        let exports = self.export_list();
        let mut text = Text::new(options.minify);
        let printer = Printer::new(options.minify);
        for node in self.directives {
            text.add(&printer.print(node), Shape::Line);
        }
        text.begin_section(None);
        for decl in self.imports {
            text.add(&printer.print(ast::ModuleDecl::Import(decl).into()), Shape::Line);
        }
        text.begin_section(None);
        for declaration in library.declarations(roots, &self.provided) {
            let shape = if declaration.is_block { Shape::Block } else { Shape::Line };
            text.add(declaration.text(options.minify), shape);
        }
        text.begin_section(None);
        print_body(self.body, &printer, &mut text);
        text.begin_section(None);
        for node in self.default.into_iter().chain(exports) {
            text.add(&printer.print(node), Shape::Line);
        }
        text.finish()
    }

    fn export_list(&mut self) -> Option<ast::ModuleItem> {
        let specifiers = std::mem::take(&mut self.exports);
        let is_needed = !specifiers.is_empty();
        let export = ast::NamedExport { span: DUMMY_SP, specifiers, src: None, type_only: false, with: None };
        is_needed.then(|| ast::ModuleDecl::ExportNamed(export).into())
    }

    /// The names of library declarations that occur in the module.
    fn roots(&self, library: &Library) -> BTreeSet<String> {
        let mut roots = Roots { library, names: BTreeSet::new() };
        for item in &self.body {
            if let Item::Code { node, .. } = item {
                node.visit_with(&mut roots);
            }
        }
        self.default.iter().for_each(|node| node.visit_with(&mut roots));
        self.exports.visit_with(&mut roots);
        roots.names
    }
}

fn print_body(body: Vec<Item>, printer: &Printer, text: &mut Text) {
    for item in body {
        match item {
            Item::Section(comment) => text.begin_section(Some(&comment)),
            Item::Code { comment, node } => {
                let shape = if stands_apart(&node) { Shape::Block } else { Shape::Line };
                text.add_commented(comment.as_deref(), &printer.print(node), shape);
            }
        }
    }
}

/// A namespace shares a declaration with a default only, and there is one default.
fn can_share(specifiers: &[ast::ImportSpecifier], other: &ast::ImportSpecifier) -> bool {
    specifiers.iter().chain([other]).filter(|specifier| specifier.is_default()).count() <= 1
        && (specifiers.iter().chain([other]).all(|specifier| !specifier.is_namespace())
            || specifiers.iter().chain([other]).filter(|specifier| !specifier.is_default()).count() <= 1)
}

fn export_name(name: &str) -> ast::ModuleExportName {
    if is_identifier(name) {
        return ast::ModuleExportName::Ident(ident(name));
    }
    ast::ModuleExportName::Str(literal::string(name))
}

struct Roots<'a> {
    library: &'a Library,
    names: BTreeSet<String>,
}

impl Visit for Roots<'_> {
    fn visit_ident(&mut self, ident: &ast::Ident) {
        if self.library.contains(&ident.sym) && !self.names.contains(&*ident.sym) {
            self.names.insert(ident.sym.to_string());
        }
    }
}
