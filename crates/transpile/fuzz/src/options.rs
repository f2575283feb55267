//! Options that no one would choose together.

use crate::random::Random;
use transpile::{AsyncMode, ImportBindings, Instantiation, Options, Runtime, TypeStyle};

pub fn options(random: &mut Random) -> Options {
    let mut seldom = |times| random.once_in(times);
    let style = TypeStyle {
        flags_as_bigint: seldom(4),
        variants_inline_cases: seldom(4),
        use_namespace_objects: seldom(4),
        enum_values_screaming_snake_case: seldom(4),
    };
    let waits = seldom(3);
    let names = |is_all| if waits && is_all { vec!["*".to_owned()] } else { Vec::new() };
    let target = if seldom(3) { Runtime::Workerd } else { Runtime::Any };
    let (async_imports, async_exports) = (names(!seldom(3)), names(seldom(4)));
    Options {
        async_mode: if waits { AsyncMode::Jspi } else { AsyncMode::Sync },
        async_imports,
        async_exports,
        wasi_shim: !seldom(4),
        nodejs_compat: !seldom(4),
        namespaced_exports: !seldom(4),
        typescript: !seldom(8),
        minify: seldom(4),
        valid_lifting_optimization: seldom(4),
        lend_bytes: seldom(4),
        tracing: seldom(4),
        strict: seldom(4),
        no_component_error_wrapping: seldom(4),
        style,
        target,
        // Callers refuse both.
        javascript_core: target == Runtime::Any && seldom(8),
        name: random.pick(&["component", "a.b", "it's", "new\nline", "a/b", "delete"]).to_string(),
        instantiation: *random.pick(&[
            Instantiation::Module,
            Instantiation::TlaCompat,
            Instantiation::Async,
            Instantiation::Sync,
        ]),
        import_bindings: *random.pick(&[
            ImportBindings::Js,
            ImportBindings::Js,
            ImportBindings::Optimized,
            ImportBindings::Hybrid,
            ImportBindings::DirectOptimized,
        ]),
        base64_cutoff: *random.pick(&[0, 5000, u32::MAX]),
        map: map(random),
    }
}

fn map(random: &mut Random) -> Vec<(String, String)> {
    let count = if random.once_in(3) { random.below(4) } else { 0 };
    let text = |text: &str| text.to_owned();
    (0..count)
        .map(|_| {
            let from =
                *random.pick(&["*", "wasi:*", "*/*", "a:b/c", "a:b/c@1", "a:b/*@2.0.0", "", "name", "it's"]);
            let to = *random.pick(&[
                "./x.js",
                "./*.js",
                "./x.js#y",
                "./*.js#*",
                "#default",
                "",
                "*",
                "it's\n",
                "./a*b*c#delete",
            ]);
            (text(from), text(to))
        })
        .collect()
}
