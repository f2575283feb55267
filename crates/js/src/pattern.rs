//! What a value is bound to: a name, or a destructuring.

use swc_common::DUMMY_SP;
use swc_ecma_ast as ast;

use crate::expr::ident;
use crate::property::{Key, key_of};
use crate::{Expr, is_identifier};

/// The left-hand side of a declaration or a parameter: `x`, `x = 1`, `{ a, b: c }`, `[a, b]`, `...rest`.
#[derive(Clone, Debug)]
pub struct Pattern(pub(crate) ast::Pat);

impl Pattern {
    /// `name`
    pub fn name(name: impl AsRef<str>) -> Pattern {
        Pattern(ast::Pat::Ident(ident(name.as_ref()).into()))
    }

    /// `pattern = value`, the value where nothing was given.
    pub fn or(self, value: impl Into<Expr>) -> Pattern {
        let (left, right) = (Box::new(self.0), value.into().into_node());
        Pattern(ast::Pat::Assign(ast::AssignPat { span: DUMMY_SP, left, right }))
    }

    /// `...pattern`
    pub fn rest(pattern: impl Into<Pattern>) -> Pattern {
        Pattern(ast::Pat::Rest(rest(pattern.into())))
    }

    /// `[a, b]`
    pub fn array(items: impl Params) -> Pattern {
        let elems = items.into_patterns().into_iter().map(|item| Some(item.0)).collect();
        Pattern(ast::Pat::Array(ast::ArrayPat { span: DUMMY_SP, elems, optional: false, type_ann: None }))
    }

    /// `{ key: pattern }`; a pattern that is the name of its key is printed once.
    pub fn object<K: Into<Key>, P: Into<Pattern>>(props: impl IntoIterator<Item = (K, P)>) -> Pattern {
        Pattern::object_and_rest(props, None)
    }

    /// `{ key: pattern, ...rest }`
    pub fn object_and_rest<K: Into<Key>, P: Into<Pattern>>(
        props: impl IntoIterator<Item = (K, P)>,
        others: Option<Pattern>,
    ) -> Pattern {
        let named = props.into_iter().map(|(key, pattern)| object_prop(key.into(), pattern.into().0));
        let others = others.map(|pattern| ast::ObjectPatProp::Rest(rest(pattern)));
        let props = named.chain(others).collect();
        Pattern(ast::Pat::Object(ast::ObjectPat { span: DUMMY_SP, props, optional: false, type_ann: None }))
    }
}

fn rest(pattern: Pattern) -> ast::RestPat {
    ast::RestPat { span: DUMMY_SP, dot3_token: DUMMY_SP, arg: Box::new(pattern.0), type_ann: None }
}

fn object_prop(key: Key, pattern: ast::Pat) -> ast::ObjectPatProp {
    let key = key_of(key);
    let (bound, default) = match &pattern {
        ast::Pat::Assign(assign) => (&*assign.left, Some(&assign.right)),
        other => (other, None),
    };
    match (&key, bound) {
        (ast::PropName::Ident(name), ast::Pat::Ident(bound)) if name.sym == bound.id.sym => {
            let (key, value) = (bound.clone(), default.cloned());
            ast::ObjectPatProp::Assign(ast::AssignPatProp { span: DUMMY_SP, key, value })
        }
        _ => ast::ObjectPatProp::KeyValue(ast::KeyValuePatProp { key, value: Box::new(pattern) }),
    }
}

impl From<&str> for Pattern {
    fn from(name: &str) -> Pattern {
        debug_assert!(is_identifier(name), "not a name: {name:?}");
        Pattern::name(name)
    }
}

impl From<String> for Pattern {
    fn from(name: String) -> Pattern {
        Pattern::name(name)
    }
}

impl From<&String> for Pattern {
    fn from(name: &String) -> Pattern {
        Pattern::name(name)
    }
}

impl From<&Pattern> for Pattern {
    fn from(pattern: &Pattern) -> Pattern {
        pattern.clone()
    }
}

/// The parameters of a function: `()`, one name or pattern, a tuple of them, or a list.
pub trait Params {
    /// The patterns in order.
    fn into_patterns(self) -> Vec<Pattern>;
}

impl Params for () {
    fn into_patterns(self) -> Vec<Pattern> {
        Vec::new()
    }
}

macro_rules! one_param {
    ($($type:ty)*) => {
        $(impl Params for $type {
            fn into_patterns(self) -> Vec<Pattern> {
                vec![self.into()]
            }
        })*
    };
}

one_param!(&str String &String Pattern);

impl<P: Into<Pattern>> Params for Vec<P> {
    fn into_patterns(self) -> Vec<Pattern> {
        self.into_iter().map(Into::into).collect()
    }
}

impl<P: Into<Pattern>, const N: usize> Params for [P; N] {
    fn into_patterns(self) -> Vec<Pattern> {
        self.into_iter().map(Into::into).collect()
    }
}

impl<'a, P> Params for &'a [P]
where
    &'a P: Into<Pattern>,
{
    fn into_patterns(self) -> Vec<Pattern> {
        self.iter().map(Into::into).collect()
    }
}

impl<'a, P> Params for &'a Vec<P>
where
    &'a P: Into<Pattern>,
{
    fn into_patterns(self) -> Vec<Pattern> {
        self.as_slice().into_patterns()
    }
}

macro_rules! tuple_params {
    ($($name:ident)*) => {
        impl<$($name: Into<Pattern>),*> Params for ($($name,)*) {
            #[allow(non_snake_case)]
            fn into_patterns(self) -> Vec<Pattern> {
                let ($($name,)*) = self;
                vec![$($name.into()),*]
            }
        }
    };
}

tuple_params!(A);
tuple_params!(A B);
tuple_params!(A B C);
tuple_params!(A B C D);
tuple_params!(A B C D E);
tuple_params!(A B C D E F);
tuple_params!(A B C D E F G);
tuple_params!(A B C D E F G H);
tuple_params!(A B C D E F G H I);
tuple_params!(A B C D E F G H I J);
