//! The module in the form that the caller asked for, and its exports.

use super::exports::Exported;
use super::instantiate::load_file;
use super::workerd;
use crate::names::{RootExport, export_aliases};
use crate::options::{Instantiation, Options, Runtime};
use crate::output::ExportKind;
use js::{
    Expr, Pattern, Program, Prop, Stmt, arrow, async_arrow, const_, expr, function_decl, helper, id, let_,
    new, object, return_,
};

/// Puts the body into the form of its instantiation mode, and says what it exports.
pub(super) fn assemble(
    program: &mut Program,
    options: &Options,
    scope: &mut js::Scope,
    body: Vec<Stmt>,
    tree: Vec<(String, Exported)>,
) -> Vec<(String, ExportKind)> {
    let names = exported_names(&tree, options);
    match options.instantiation {
        Instantiation::Module => {
            body.into_iter().for_each(|statement| program.push(statement));
            for Name { exported, local, .. } in &names {
                program.export_named(local, exported);
            }
        }
        Instantiation::TlaCompat => tla_compat(program, scope, body, &names),
        Instantiation::Async | Instantiation::Sync => by_call(program, options, body, &names),
    }
    names.into_iter().map(|name| (name.exported, name.kind)).collect()
}

/// `let add1; export const $init = (async () => { …; add1 = add; })(); export { add1 as add };`
fn tla_compat(program: &mut Program, scope: &mut js::Scope, mut body: Vec<Stmt>, names: &[Name]) {
    let mut outer: Vec<(&str, String)> = Vec::new();
    for Name { local, .. } in names {
        if !outer.iter().any(|(known, _)| known == local) {
            outer.push((local, scope.unique(local)));
        }
    }
    for (local, outside) in &outer {
        program.push(let_(outside, None));
        body.push(expr(id(outside).assign(id(local))));
    }
    program.push(const_("$init", async_arrow((), body).call(())));
    program.export_named("$init", "$init");
    for Name { exported, local, .. } in names {
        let outside = outer.iter().find(|(known, _)| known == local).map(|(_, outside)| outside);
        program.export_named(outside.expect("each local was given one"), exported);
    }
}

/// `export async function instantiate(getCoreModule, imports, instantiateCore = …) { …; return { add }; }`
fn by_call(program: &mut Program, options: &Options, mut body: Vec<Stmt>, names: &[Name]) {
    body.push(return_(Some(returned(names))));
    let core_module = match options.instantiation {
        _ if options.target == Runtime::Workerd => Pattern::name("getCoreModule").or(workerd::loader()),
        Instantiation::Sync if options.javascript_core => {
            let module = new(id("WebAssembly").dot("Module"), (id("path"),));
            Pattern::name("getCoreModule").or(arrow("path", module))
        }
        Instantiation::Sync => Pattern::name("getCoreModule"),
        _ => Pattern::name("getCoreModule").or(arrow("path", load_file(template_path(), options))),
    };
    let instantiate_core = match options.instantiation {
        Instantiation::Sync => helper("instantiateSync"),
        _ => id("WebAssembly").dot("instantiate"),
    };
    let imports = Pattern::name("imports").or(object(Vec::new()));
    let params = (core_module, imports, Pattern::name("instantiateCore").or(instantiate_core));
    program.export_decl(match options.instantiation {
        Instantiation::Sync => function_decl("instantiate", params, body),
        _ => js::async_function_decl("instantiate", params, body),
    });
}

/// `{ add }`
fn returned(names: &[Name]) -> Expr {
    object(names.iter().map(|name| Prop::init(&name.exported, id(&name.local))).collect::<Vec<_>>())
}

fn template_path() -> Expr {
    js::template(&["./", ""], vec![id("path")])
}

/// One name that the module exports.
struct Name {
    exported: String,
    local: String,
    kind: ExportKind,
}

/// Every name of every export, each with the variable that it stands for.
fn exported_names(tree: &[(String, Exported)], options: &Options) -> Vec<Name> {
    let roots: Vec<_> = tree.iter().map(|(name, exported)| exported.root(name)).collect();
    let aliases = export_aliases(&roots, options.namespaced_exports);
    let names = tree.iter().zip(aliases).flat_map(|((_, exported), aliases)| {
        let (local, kind) = match exported {
            Exported::Function(local) | Exported::Class(local) => (local, ExportKind::Function),
            Exported::Instance(local) => (local, ExportKind::Instance),
            Exported::Module(local) => (local, ExportKind::Module),
        };
        aliases.into_iter().map(move |exported| Name { exported, local: local.clone(), kind })
    });
    names.collect()
}

impl Exported {
    fn root<'n>(&self, name: &'n str) -> RootExport<'n> {
        match self {
            Exported::Class(_) => RootExport::Resource(name),
            Exported::Function(_) | Exported::Instance(_) | Exported::Module(_) => RootExport::Value(name),
        }
    }
}
