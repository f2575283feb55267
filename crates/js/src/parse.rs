//! Text to trees, and what can be said about text without running it.

use std::collections::{BTreeSet, HashSet};

use swc_common::comments::NoopComments;
use swc_common::input::StringInput;
use swc_common::{BytePos, Span, Spanned};
use swc_ecma_ast as ast;
use swc_ecma_parser::{EsSyntax, Parser, Syntax};
use swc_ecma_visit::{Visit, VisitWith};

use crate::resolve::{free_names, resolved};

/// Whether an engine would take `source` as a module; if not, why, and where in it.
///
/// Beyond what swc's parser finds: names declared twice in a scope (a repeated `var` too, which engines would let
/// pass), exported twice, or exported and not declared.
pub fn parse_check(source: &str) -> Result<(), String> {
    let module = parse(source)?;
    let mut names = Names::default();
    module.visit_with(&mut names);
    names.check_exports(&module);
    names.errors.into_iter().next().map_or(Ok(()), |(span, error)| Err(at(source, span, &error)))
}

/// The names that `source` uses and does not declare: globals, if all is well.
pub fn free_variables(source: &str) -> Result<BTreeSet<String>, String> {
    let mut module = parse(source)?;
    let declared: HashSet<_> =
        module.body.iter().flat_map(declared_names).map(|ident| ident.sym.to_string()).collect();
    let used = resolved(&mut module, |module, is_free| {
        module.body.iter().flat_map(|item| free_names(item, is_free)).collect::<BTreeSet<_>>()
    });
    Ok(used.into_iter().filter(|name| !declared.contains(name)).collect())
}

/// The module that `source` is; an error says where it stops being one.
pub(crate) fn parse(source: &str) -> Result<ast::Module, String> {
    let end = u32::try_from(source.len()).expect("sources are below 4 GB");
    let input = StringInput::new(source, BytePos(1), BytePos(1 + end));
    let syntax = Syntax::Es(EsSyntax { explicit_resource_management: true, ..Default::default() });
    let mut parser = Parser::new(syntax, input, None::<&NoopComments>.map(|comments| comments as _));
    let parsed = parser.parse_module();
    let error = match parsed {
        Ok(module) => match parser.take_errors().into_iter().next() {
            None => return Ok(module),
            Some(error) => error,
        },
        Err(error) => error,
    };
    Err(at(source, error.span(), &error.kind().msg()))
}

/// `line:column: message`
fn at(source: &str, span: Span, message: &str) -> String {
    let offset = (span.lo.0.saturating_sub(1) as usize).min(source.len());
    let before = &source.as_bytes()[..offset];
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|&&byte| byte != b'\n').count() + 1;
    format!("{line}:{column}: {message}")
}

/// What `item` declares in the scope that it stands in.
fn declared_names(item: &ast::ModuleItem) -> Vec<ast::Ident> {
    match item {
        ast::ModuleItem::Stmt(stmt) => names_of_stmt(stmt),
        ast::ModuleItem::ModuleDecl(ast::ModuleDecl::ExportDecl(export)) => names_of_decl(&export.decl),
        ast::ModuleItem::ModuleDecl(ast::ModuleDecl::Import(import)) => {
            import.specifiers.iter().map(|specifier| specifier.local().clone()).collect()
        }
        ast::ModuleItem::ModuleDecl(_) => Vec::new(),
    }
}

fn names_of_stmt(stmt: &ast::Stmt) -> Vec<ast::Ident> {
    match stmt {
        ast::Stmt::Decl(decl) => names_of_decl(decl),
        _ => Vec::new(),
    }
}

fn names_of_decl(decl: &ast::Decl) -> Vec<ast::Ident> {
    match decl {
        ast::Decl::Fn(function) => vec![function.ident.clone()],
        ast::Decl::Class(class) => vec![class.ident.clone()],
        ast::Decl::Var(var) => names_of_patterns(var.decls.iter().map(|declarator| &declarator.name)),
        _ => Vec::new(),
    }
}

fn names_of_patterns<'a>(patterns: impl IntoIterator<Item = &'a ast::Pat>) -> Vec<ast::Ident> {
    struct Bound(Vec<ast::Ident>);

    impl Visit for Bound {
        fn visit_binding_ident(&mut self, binding: &ast::BindingIdent) {
            self.0.push(binding.id.clone());
        }
        fn visit_expr(&mut self, _: &ast::Expr) {}
    }

    let mut bound = Bound(Vec::new());
    patterns.into_iter().for_each(|pattern| pattern.visit_with(&mut bound));
    bound.0
}

/// Finds names that are declared twice.
#[derive(Default)]
struct Names {
    errors: Vec<(Span, String)>,
}

impl Names {
    fn declare(&mut self, names: impl IntoIterator<Item = ast::Ident>) {
        let mut seen = HashSet::new();
        for ident in names {
            if !seen.insert(ident.sym.clone()) {
                self.errors.push((ident.span, format!("{} is declared twice", ident.sym)));
            }
        }
    }

    fn declare_in_function<'a>(&mut self, params: impl Iterator<Item = &'a ast::Pat>, body: &[ast::Stmt]) {
        let params = names_of_patterns(params);
        self.declare(params.into_iter().chain(body.iter().flat_map(names_of_stmt)));
    }

    fn check_exports(&mut self, module: &ast::Module) {
        let declared: HashSet<_> =
            module.body.iter().flat_map(declared_names).map(|ident| ident.sym).collect();
        let mut exported = HashSet::new();
        for export in module.body.iter().filter_map(|item| item.as_module_decl()) {
            for (span, name) in exported_names(export) {
                if !exported.insert(name.clone()) {
                    self.errors.push((span, format!("{name} is exported twice")));
                }
            }
            let ast::ModuleDecl::ExportNamed(list @ ast::NamedExport { src: None, .. }) = export else {
                continue;
            };
            for local in list.specifiers.iter().filter_map(|specifier| Some(&specifier.as_named()?.orig)) {
                if !declared.contains(&*local.atom()) {
                    self.errors
                        .push((local.span(), format!("{} is exported and not declared", local.atom())));
                }
            }
        }
    }
}

fn exported_names(export: &ast::ModuleDecl) -> Vec<(Span, String)> {
    match export {
        ast::ModuleDecl::ExportDecl(export) => {
            names_of_decl(&export.decl).into_iter().map(|ident| (ident.span, ident.sym.to_string())).collect()
        }
        ast::ModuleDecl::ExportNamed(list) => {
            let named = list.specifiers.iter().filter_map(|specifier| specifier.as_named());
            let named = named.map(|named| (named.span, named.exported.as_ref().unwrap_or(&named.orig)));
            named.map(|(span, name)| (span, name.atom().to_string())).collect()
        }
        ast::ModuleDecl::ExportDefaultDecl(_) | ast::ModuleDecl::ExportDefaultExpr(_) => {
            vec![(export.span(), "default".to_owned())]
        }
        _ => Vec::new(),
    }
}

impl Visit for Names {
    fn visit_module(&mut self, module: &ast::Module) {
        self.declare(module.body.iter().flat_map(declared_names));
        module.visit_children_with(self);
    }

    fn visit_block_stmt(&mut self, block: &ast::BlockStmt) {
        self.declare(block.stmts.iter().flat_map(names_of_stmt));
        block.visit_children_with(self);
    }

    fn visit_switch_stmt(&mut self, switch: &ast::SwitchStmt) {
        self.declare(switch.cases.iter().flat_map(|case| &case.cons).flat_map(names_of_stmt));
        switch.visit_children_with(self);
    }

    fn visit_function(&mut self, function: &ast::Function) {
        let body = function.body.as_ref().map_or(&[][..], |body| &body.stmts);
        self.declare_in_function(function.params.iter().map(|param| &param.pat), body);
        function.visit_children_with(self);
    }

    fn visit_arrow_expr(&mut self, arrow: &ast::ArrowExpr) {
        let body = match &*arrow.body {
            ast::ArrowFunctionBody::FunctionBody(body) => &body.stmts[..],
            ast::ArrowFunctionBody::Expr(_) => &[],
        };
        self.declare_in_function(arrow.params.iter(), body);
        arrow.visit_children_with(self);
    }
}
