//! Which function of WIT a function of the output calls, read from the output's own text.

/// `wasi:cli/stdout#get-stdout`, or the interface alone where it cannot be told what is called of it.
pub(super) fn named(name: &str, script: &str) -> Option<String> {
    match name.starts_with("lowered") {
        true => declared(name, script),
        false => inlined(name, script),
    }
}

/// One that several have in common stands by itself, under a comment with its interface: `// wasi:cli/stdout`.
fn declared(name: &str, script: &str) -> Option<String> {
    let defined = [format!("function {name}("), format!("const {name} =")];
    let start = defined.iter().find_map(|form| script.find(form))?;
    let comment = script[..start].lines().rev().find_map(|line| line.trim_start().strip_prefix("// "));
    let interface = comment.filter(|comment| !comment.contains(' '))?;
    Some(of_interface(interface, callee(body(script, start), script)))
}

/// One that is written where a core module gets it, `get: (out) => …getStdout()…` or `get(out) { …getStdout()… }`, has the
/// name of the core import. It is known by what it calls, unless others of that name call other things.
fn inlined(name: &str, script: &str) -> Option<String> {
    let keys = [format!("{name}: ("), format!("'{name}': ("), format!("{name}("), format!("'{name}'(")];
    let places = keys.iter().flat_map(|key| script.match_indices(key)).map(|(at, _)| at);
    let places = places.filter(|at| is_property(script, *at));
    let mut names: Vec<String> = places
        .filter_map(|at| {
            let called = callee(body(script, at), script)?;
            let interface = called.interface.or_else(|| module_of(script, at))?;
            Some(of_interface(interface, Some(called)))
        })
        .collect();
    names.dedup();
    match names.len() {
        1 => names.pop(),
        _ => None,
    }
}

/// Whether a property begins there: with `name: (`, or as a method, which has a line of its own.
fn is_property(script: &str, at: usize) -> bool {
    let line = script[at..].lines().next().unwrap_or_default();
    let before = &script[line_start(script, at)..at];
    match line.split_once('(') {
        Some((key, _)) if key.ends_with(": ") => before.ends_with([' ', '\t']),
        _ => before.trim().is_empty() && line.ends_with('{'),
    }
}

fn of_interface(interface: &str, called: Option<Callee<'_>>) -> String {
    let interface = interface.split('@').next().unwrap_or(interface);
    match called {
        Some(called) => format!("{interface}#{}", called.function),
        None => interface.to_owned(),
    }
}

/// What a body calls of the host.
struct Callee<'a> {
    /// Where its resource or itself was imported from; not known of all methods.
    interface: Option<&'a str>,
    /// As WIT spells it: `get-stdout`, `[method]descriptor.stat`.
    function: String,
}

fn callee<'a>(body: &str, script: &'a str) -> Option<Callee<'a>> {
    imports(script).find_map(|import| import.called_in(body)).or_else(|| method(body, script))
}

/// A name that the output has of the host: `const { getStdout } = hostImport(imports, 'wasi:cli/stdout', …`.
struct Import<'a> {
    interface: &'a str,
    name: &'a str,
    local: &'a str,
}

impl<'a> Import<'a> {
    fn called_in(&self, body: &str) -> Option<Callee<'a>> {
        let name = kebab(self.name);
        let function = if calls(body, &format!("new {}(", self.local)) {
            format!("[constructor]{name}")
        } else if calls(body, &format!("{}(", self.local)) {
            name
        } else {
            let after = body.split_once(&format!(" {}.", self.local))?.1;
            format!("[static]{name}.{}", kebab(after.split_once('(')?.0))
        };
        Some(Callee { interface: Some(self.interface), function })
    }
}

/// Whether the call is in the text, and not as the end of another name.
fn calls(body: &str, call: &str) -> bool {
    let is_own =
        |at: usize| !body[..at].ends_with(|last: char| last.is_alphanumeric() || "_$.".contains(last));
    body.match_indices(call).any(|(at, _)| is_own(at))
}

fn imports(script: &str) -> impl Iterator<Item = Import<'_>> {
    script.match_indices(" = hostImport(").flat_map(|(at, _)| {
        let interface = script[at..].split('\'').nth(1).unwrap_or_default();
        let names = script[..at].rfind("const {").map_or("", |start| &script[start + "const {".len()..at]);
        names.trim().trim_end_matches('}').split(',').map(move |part| {
            let (name, local) = part.split_once(':').unwrap_or((part, part));
            Import { interface, name: name.trim(), local: local.trim() }
        })
    })
}

/// A method is called of what a handle stands for: `descriptorOf(a0).stat()`, `leavingRep(inst0, 6, a0).stat()`.
fn method<'a>(body: &str, script: &'a str) -> Option<Callee<'a>> {
    let (before, after) = body.split_once("a0).")?;
    let function = kebab(after.split_once('(')?.0);
    let class = match before.strip_suffix("Of(") {
        Some(start) => {
            Some(start.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned())
        }
        None => resource_class(before, script),
    };
    let Some(class) = class else { return Some(Callee { interface: None, function }) };
    let is_class = |import: &Import<'_>| [import.name, import.local].contains(&capitalised(&class).as_str());
    let import = imports(script).find(is_class);
    let resource = kebab(import.as_ref().map_or(&class, |import| import.name));
    Some(Callee {
        interface: import.map(|import| import.interface),
        function: format!("[method]{resource}.{function}"),
    })
}

/// The class of the resources that `leavingRep(inst0, 6, ` looks for: what comes of others of their kind,
/// `addHost(inst0, 6, …, Descriptor)`, names it.
fn resource_class(before: &str, script: &str) -> Option<String> {
    let table = &before[before.rfind("leavingRep(")? + "leavingRep(".len()..];
    let line = script.lines().find(|line| line.contains(&format!("addHost({table}")))?;
    let (_, class) = line[..line.rfind(')')?].trim_end_matches([')', ';', ',']).rsplit_once(", ")?;
    class.chars().all(char::is_alphanumeric).then(|| class.to_owned())
}

fn capitalised(name: &str) -> String {
    name.char_indices().map(|(at, c)| if at == 0 { c.to_ascii_uppercase() } else { c }).collect()
}

/// `getStdout` and `GetStdout` as WIT has it: `get-stdout`.
fn kebab(name: &str) -> String {
    let mut text = String::new();
    for (at, letter) in name.char_indices() {
        if letter.is_ascii_uppercase() && at > 0 {
            text.push('-');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

/// The name under which the core module imports from the object that has the property at `at`, if it is an interface.
fn module_of(script: &str, at: usize) -> Option<&str> {
    let start = line_start(script, at);
    let depth = indent(&script[start..]);
    let line = match script[start..at].contains(": {") {
        true => &script[start..at],
        false => script[..start].lines().rev().find(|line| indent(line) < depth)?,
    };
    line.split('\'').nth(1).filter(|name| name.contains(':') && name.contains('/'))
}

/// What begins in the line of `at`: all up to a line that is indented no more.
fn body(script: &str, at: usize) -> &str {
    let start = line_start(script, at);
    let first = script[start..].lines().next().unwrap_or_default();
    let rest = script[start..].split_inclusive('\n').skip(1).take_while(|line| indent(line) > indent(first));
    let length = first.len() + 1 + rest.map(str::len).sum::<usize>();
    &script[start..script.len().min(start + length)]
}

fn line_start(script: &str, at: usize) -> usize {
    script[..at].rfind('\n').map_or(0, |end| end + 1)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(['\t', ' ']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_by_itself_is_named_by_the_comment_above_and_what_it_calls() {
        let script = "
	const { x, Error: Error1, Thing } = hostImport(
		imports,
		'a:b/c@1.0.0', 'a:b/c', ['x']
	);
	const lowered0 = 1;
	// a:b/c
	function lowered1(a0) {
		store(x(a0));
	}
	const lowered2 = (a0) => leavingRep(inst0, 4, a0).toText();
	const lowered3 = (a0) => thingOf(a0).max();
	const lowered4 = (out) => addHost(inst0, 4, new Thing(out), Thing);
	const lowered5 = (out) => add( Thing.fromList(out));
	const lowered6 = (handle) => dropHost(inst0, 4, handle);
	const lowered11 = 0;
";
        let named = |name| named(name, script);
        assert_eq!(named("lowered0"), None);
        assert_eq!(named("lowered1").as_deref(), Some("a:b/c#x"));
        assert_eq!(named("lowered2").as_deref(), Some("a:b/c#[method]thing.to-text"));
        assert_eq!(named("lowered3").as_deref(), Some("a:b/c#[method]thing.max"));
        assert_eq!(named("lowered4").as_deref(), Some("a:b/c#[constructor]thing"));
        assert_eq!(named("lowered5").as_deref(), Some("a:b/c#[static]thing.from-list"));
        assert_eq!(named("lowered6").as_deref(), Some("a:b/c"));
        assert_eq!(named("lowered11").as_deref(), Some("a:b/c"));
        assert_eq!(named("run"), None);
    }

    #[test]
    fn inlined_imports_are_named_by_what_they_call() {
        let script = "
	const { getStdout, getStdin: other } = hostImport(
		imports,
		'a:b/c',
	);
	const { now } = hostImport(imports, 'd:e/f', ['now']);
	const { exports } = await instantiateCore(module0, {
		one: {
			get: (out) =>
				store(other(), out),
			'get-now': () => now(),
			'[method]clock.now'(out) {
				try {
					store(now(), out);
				} catch {}
			},
			none: () => 1
		},
		two: {
			none: () => now(),
			both: () => now()
		},
		'g:h/i@0.2.0': {
			'[method]m.n': (a0) => leavingRep(inst0, 1, a0).n()
		},
		three: { both: () => getStdout() }
	});";
        let named = |name| named(name, script);
        assert_eq!(named("get").as_deref(), Some("a:b/c#get-stdin"));
        assert_eq!(named("get-now").as_deref(), Some("d:e/f#now"));
        assert_eq!(named("[method]m.n").as_deref(), Some("g:h/i#n"));
        assert_eq!(named("[method]clock.now").as_deref(), Some("d:e/f#now"));
        assert_eq!(named("both"), None);
        assert_eq!(named("absent"), None);
    }
}
