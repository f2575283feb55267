//! What trees look like as text.

use js::*;

fn print(stmt: Stmt, minify: bool) -> String {
    let mut program = Program::new();
    program.push(stmt);
    let text = program.print(&Library::new(&[]), PrintOptions { minify });
    parse_check(&text).unwrap_or_else(|error| panic!("{error} in {text}"));
    // As wide as they count for.
    text.trim_end().replace('\t', "  ")
}

#[track_caller]
fn prints(value: Expr, expected: &str) {
    assert_eq!(print(expr(value), false), format!("{expected};"));
}

#[track_caller]
fn prints_lines(stmt: Stmt, expected: &[&str]) {
    assert_eq!(print(stmt, false).lines().collect::<Vec<_>>(), expected);
}

#[test]
fn operators_keep_the_shape_of_the_tree() {
    let (a, b, c) = (id("a"), id("b"), id("c"));
    prints((&a + &b) * &c, "(a + b) * c");
    prints(&a + &b * &c, "a + b * c");
    prints(&a - (&b - &c), "a - (b - c)");
    prints((&a - &b) - &c, "a - b - c");
    prints(a.clone().nullish(b.clone().or(&c)), "a ?? (b || c)");
    prints(a.clone().nullish(&b).or(&c), "(a ?? b) || c");
    prints(num(-1.0).pow(2), "(-1) ** 2");
    prints(a.clone().pow(b.clone().pow(&c)), "a ** b ** c");
    prints(a.clone().pow(&b).pow(&c), "(a ** b) ** c");
    prints(a.clone().bit_and(&b).eq(0), "(a & b) === 0");
    prints(a.clone().not().in_(&b), "!a in b");
    prints(a.clone().in_(&b).not(), "!(a in b)");
    prints(a.clone().cond(&b, &c).cond(1, 2), "(a ? b : c) ? 1 : 2");
    prints(a.clone().assign(&b).and(&c), "(a = b) && c");
    prints(a.clone().comma(&b).comma(&c), "a, b, c");
    prints(b.clone().cond(a.clone().comma(&b), &c), "b ? (a, b) : c");
    prints(a.clone().neg().neg(), "- -a");
    prints((&a - num(-1.0)) - b.clone().neg(), "a - -1 - -b");
    prints(a.clone().assign_op(">>>=", 0), "a >>>= 0");
    prints(a.clone().typeof_().eq(string("x")), "typeof a === 'x'");
}

#[test]
fn calls_and_members_keep_the_shape_of_the_tree() {
    let (f, x) = (id("f"), id("x"));
    prints(f.clone().call((x.clone().comma(1), 2)), "f((x, 1), 2)");
    prints(f.clone().call((spread(&x), true)), "f(...x, true)");
    prints(f.clone().call(()).call(()), "f()()");
    prints(new(f.clone().call(()), ()), "new (f())()");
    prints(new(f.clone().dot("C"), (1,)), "new f.C(1)");
    prints(new(f.clone(), ()).dot("x"), "new f().x");
    prints(num(1.0).dot("toFixed").call((2,)), "1..toFixed(2)");
    prints(big(5).dot("toString"), "5n.toString");
    prints(arrow((), Expr::from(1)).call(()), "(() => 1)()");
    prints(arrow("x", object([Prop::init("x", &x)])), "(x) => ({ x })");
    prints(async_arrow((), x.clone().await_()), "async () => await x");
    prints(function((), vec![]).call(()), "(function() {})()");
    prints(object([]).dot("x"), "({}).x");
    prints(undefined().comma(x.clone().dot("f")).call(()), "(undefined, x.f)()");
    prints(x.clone().at(x.clone().post_inc()), "x[x++]");
    prints(x.clone().dot("default").dot("a-b").dot("1"), "x.default['a-b']['1']");
    prints(this().dot_private("handle"), "this.#handle");
    prints(dynamic_import(string("node:fs")), "import('node:fs')");
    prints(import_meta_url(), "import.meta.url");
}

#[test]
fn await_binds_looser_than_members() {
    let x = id("x");
    let mut program = Program::new();
    let body = vec![expr(x.clone().await_().dot("y")), expr(x.clone().dot("y").await_())];
    program.push(async_function_decl("f", (), body));
    let text = program.print(&Library::new(&[]), PrintOptions::default());
    assert_eq!(text, "async function f() {\n\t(await x).y;\n\tawait x.y;\n}\n");
}

#[test]
fn what_follows_an_optional_member_belongs_to_its_chain() {
    let x = id("x");
    prints(x.clone().opt_dot("a").dot("b").call((1,)), "x?.a.b(1)");
    prints(x.clone().opt_dot("odd name").at(0), "x?.['odd name'][0]");
    prints(x.clone().opt_call((1,)), "x?.(1)");
    prints(x.clone().opt_dot("a").opt_call(()), "x?.a?.()");
}

#[test]
fn literals() {
    prints(num(0.1), "0.1");
    prints(num(-0.0), "-0");
    prints(num(4294967296.0), "4294967296");
    prints(num(1e21), "1e+21");
    prints(num(f64::NAN), "NaN");
    prints(num(f64::NEG_INFINITY), "-Infinity");
    prints(big(u64::MAX), "18446744073709551615n");
    prints(big(i128::MIN), "-170141183460469231731687303715884105728n");
    prints(big(-1).pow(2), "(-1n) ** 2");
    prints(Expr::from(9_007_199_254_740_991_usize), "9007199254740991");
    prints(array((null(), boolean(false), undefined())), "[null, false, undefined]");
    assert!(
        num(-1.0).is_literal() && big(-1).is_literal() && string("").is_literal() && !id("a").is_literal()
    );
    assert_eq!((id("a").as_ident(), this().as_ident()), (Some("a"), None));
}

#[test]
fn text_is_safe_wherever_it_stands() {
    let value = |text: &str| id("x").call((string(text),));
    prints(value("it's \"so\"\\"), r#"x('it\'s "so"\\')"#);
    prints(value("\0\u{1}\n\r\t\u{7f}"), r"x('\x00\x01\n\r\t\x7F')");
    prints(value("\u{2028}\u{2029}\u{feff}\u{202e}"), r"x('\u2028\u2029\uFEFF\u202E')");
    prints(value("é😀"), "x('é😀')");
    prints(value("</script><!--</SCRIPT "), r"x('\x3C/script>\x3C!--\x3C/SCRIPT ')");
    prints(value("${x}`"), "x('${x}`')");
    prints(template(&["a`\\", "${\n", ""], vec![id("x"), id("y")]), r"`a\`\\${x}\${\n${y}`");
}

#[test]
fn objects_define_what_they_are_told() {
    let x = id("x");
    prints(id("f").call((object([Prop::init("__proto__", 1)]),)), "f({ ['__proto__']: 1 })");
    prints(
        id("f").call((object([
            Prop::init("x", &x),
            Prop::init("a-b", &x),
            Prop::init("class", &x),
            Prop::init(id("k"), &x),
            Prop::spread(&x),
        ]),)),
        "f({ x, 'a-b': x, class: x, [k]: x, ...x })",
    );
    let methods = object([
        Prop::getter("z", vec![return_(Some(1.into()))]),
        Prop::setter("a b", "v", vec![]),
        Prop::method(id("Symbol").dot("dispose"), ("a", Pattern::rest("b")), vec![]),
        Prop::async_method("m", (), vec![]),
    ]);
    prints_lines(
        const_("o", methods),
        &[
            "const o = {",
            "  get z() {",
            "    return 1;",
            "  },",
            "  set 'a b'(v) {},",
            "  [Symbol.dispose](a, ...b) {},",
            "  async m() {}",
            "};",
        ],
    );
}

#[test]
fn patterns() {
    prints_lines(
        const_destructure(Pattern::object([("a", "a"), ("b-c", "d")]), id("x")),
        &["const { a, 'b-c': d } = x;"],
    );
    prints_lines(let_destructure(Pattern::array(["a", "b"]), id("x")), &["let [a, b] = x;"]);
    let options = Pattern::object([("a", Pattern::name("a").or(1)), ("b", Pattern::name("c").or(2))]);
    prints(
        arrow((options.or(object([])), Pattern::rest("r")), null()),
        "({ a = 1, b: c = 2 } = {}, ...r) => null",
    );
    let rest = Pattern::object_and_rest([("a", "a")], Some("others".into()));
    prints_lines(const_destructure(rest, id("x")), &["const { a, ...others } = x;"]);
    prints(destructure(Pattern::array(["a", "b"]), array((id("b"), id("a")))), "[a, b] = [b, a]");
    prints(destructure(Pattern::object([("a", "a")]), id("b")), "({ a } = b)");
}

#[test]
fn statements_are_laid_out_as_people_do() {
    let x = id("x");
    let branches = if_else(
        x.clone().gt(4),
        vec![return_(Some(1.into()))],
        vec![if_else(x.clone().lt(2), vec![throw(&x)], vec![expr(id("g").call(()))])],
    );
    let cases = switch(
        &x,
        vec![
            (Some(1.into()), vec![expr(id("g").call(())), break_()]),
            (Some(string("a")), vec![block(vec![let_("q", None), break_()])]),
            (Some(string("b")), vec![block(vec![])]),
            (None, vec![block(vec![]), continue_()]),
        ],
    );
    let body = vec![
        branches,
        for_count("i", id("n"), vec![cases]).with_comment("all\nof them"),
        for_of("v", &x, vec![]),
        try_finally(vec![expr(&x)], vec![expr(&x)]),
        try_catch(vec![], Some("e"), vec![throw(id("e"))]),
        try_catch(vec![], None, vec![]),
        labeled("outer", while_(true, vec![break_to("outer")])),
        let_many([("a", None), ("b", None)]),
    ];
    #[rustfmt::skip]
    prints_lines(function_decl("f", ("x", "n"), body), &[
        "function f(x, n) {",
        "  if (x > 4) {",
        "    return 1;",
        "  } else if (x < 2) {",
        "    throw x;",
        "  } else {",
        "    g();",
        "  }",
        "  // all",
        "  // of them",
        "  for (let i = 0; i < n; i++) {",
        "    switch (x) {",
        "      case 1:",
        "        g();",
        "        break;",
        "      case 'a': {",
        "        let q;",
        "        break;",
        "      }",
        "      case 'b': {}",
        "      default:",
        "        {}",
        "        continue;",
        "    }",
        "  }",
        "  for (const v of x) {}",
        "  try {",
        "    x;",
        "  } finally {",
        "    x;",
        "  }",
        "  try {} catch (e) {",
        "    throw e;",
        "  }",
        "  try {} catch {}",
        "  outer: while (true) {",
        "    break outer;",
        "  }",
        "  let a, b;",
        "}",
    ]);
}

#[test]
fn classes() {
    let members = vec![
        Member::private_field("rep", None),
        Member::field("x", Some(1.into())),
        Member::field("y", None).static_(),
        Member::constructor(
            "rep",
            vec![expr(super_call(())), expr(this().dot_private("rep").assign(id("rep")))],
        ),
        Member::method("constructor", (), vec![]),
        Member::method("make", "a", vec![]).static_(),
        Member::async_method("go-on", (), vec![]),
        Member::method(id("Symbol").dot("dispose"), (), vec![]),
        Member::getter("value", vec![]),
        Member::setter("value", "v", vec![]),
    ];
    #[rustfmt::skip]
    prints_lines(class("Thing", Some(id("Base")), members), &[
        "class Thing extends Base {",
        "  #rep;",
        "  x = 1;",
        "  static y;",
        "  constructor(rep) {",
        "    super();",
        "    this.#rep = rep;",
        "  }",
        "  ['constructor']() {}",
        "  static make(a) {}",
        "  async 'go-on'() {}",
        "  [Symbol.dispose]() {}",
        "  get value() {}",
        "  set value(v) {}",
        "}",
    ]);
}

#[test]
fn lists_break_where_the_line_ends() {
    let long = || string("x".repeat(30));
    prints_lines(expr(id("f").call((long(), long()))), &[&format!("f('{0}', '{0}');", "x".repeat(30))]);
    let item = format!("  '{}'", "x".repeat(30));
    let comma = format!("{item},");
    prints_lines(expr(id("f").call((long(), long(), long()))), &["f(", &comma, &comma, &item, ");"]);
    prints_lines(const_("a", array((long(), long(), long()))), &["const a = [", &comma, &comma, &item, "];"]);
    let props = || ["a", "b", "c"].map(|name| Prop::init(name, long()));
    let (prop, last) =
        (|name: &str| format!("  {name}: '{}',", "x".repeat(30)), format!("  c: '{}'", "x".repeat(30)));
    prints_lines(const_("o", object(props())), &["const o = {", &prop("a"), &prop("b"), &last, "};"]);
    prints_lines(expr(id("f").call((1, object(props())))), &["f(1, {", &prop("a"), &prop("b"), &last, "});"]);
    let callback = arrow(("a", "b"), vec![return_(None)]);
    prints_lines(expr(id("f").call((1, callback))), &["f(1, (a, b) => {", "  return;", "});"]);
}

#[test]
fn minified_text_is_short() {
    let body = vec![
        const_("pointer", id("realloc").call((0, id("size")))).with_comment("where it goes"),
        if_(id("pointer").eq(0), vec![if_(id("size"), vec![return_(None)])]),
        if_else(
            id("size"),
            vec![if_(id("pointer"), vec![throw(id("a"))])],
            vec![return_(Some(id("pointer")))],
        ),
        for_count("index", id("size"), vec![expr(id("global").dot("index").assign(id("index")))]),
        return_(Some(object([Prop::init("size", id("size"))]))),
    ];
    assert_eq!(
        print(function_decl("allocate", "size", body), true),
        "function allocate(b){const c=realloc(0,b);if(c===0)if(b)return;if(b){if(c)throw a}else return c;\
         for(let c=0;c<b;c++)global.index=c;return{size:b}}"
    );
    assert_eq!(print(const_("f", arrow("value", vec![return_(Some(id("value")))])), true), "const f=a=>a;");
    assert_eq!(print(expr(string("</script>")), true), r#""<\/script>";"#);
}
