//! The text of a V8 stack, line by line.

/// A line of it.
pub(super) enum Entry<'a> {
    /// `at name (wasm://wasm/hello-0123abcd:wasm-function[42]:0x1234)`
    Wasm(WasmFrame<'a>),
    /// `at lowered3 (…)`: the component has called this function of WIT.
    Import(&'a str),
    /// Any other JavaScript.
    Host,
}

pub(super) struct WasmFrame<'a> {
    /// What the engine calls the module.
    pub module: &'a str,
    pub function: u32,
    /// In the module.
    pub offset: u64,
}

/// Reads the lines that begin with `at`: the message before them may have several, too.
pub(super) fn entries<'a>(stack: &'a str, script: &'a str) -> Vec<Entry<'a>> {
    stack.lines().filter_map(|line| line.strip_prefix("    at ")).map(|call| entry(call, script)).collect()
}

fn entry<'a>(call: &'a str, script: &'a str) -> Entry<'a> {
    if let Some(frame) = wasm_frame(call) {
        return Entry::Wasm(frame);
    }
    let name = call.split_once(' ').map_or(call, |(name, _)| name);
    imported(name, script).map_or(Entry::Host, Entry::Import)
}

fn wasm_frame(call: &str) -> Option<WasmFrame<'_>> {
    let (before, position) = call.rsplit_once(":wasm-function[")?;
    let (function, offset) = position.split_once("]:0x")?;
    let start = before.rfind("wasm://")?;
    Some(WasmFrame {
        module: &before[start..],
        function: function.parse().ok()?,
        offset: u64::from_str_radix(offset.trim_end_matches(')'), 16).ok()?,
    })
}

/// The interface of the function of WIT that a function of the output calls: `wasi:cli/stdout`.
fn imported<'a>(name: &str, script: &'a str) -> Option<&'a str> {
    match name.starts_with("lowered") {
        true => declared(name, script),
        false => inlined(name, script),
    }
}

/// What the nearest comment above a function says, which is the interface it is of: `// wasi:cli/stdout`.
fn declared<'a>(name: &str, script: &'a str) -> Option<&'a str> {
    let defined = [format!("function {name}("), format!("const {name} =")];
    let start = defined.iter().find_map(|form| script.find(form))?;
    script[..start]
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("  // "))
        .filter(|comment| !comment.contains(' '))
}

/// One that is written where a core module gets it, `get: (out) => …getStdout()…`, has the name of the core import. It is known
/// by what it calls, unless others of that name call other things.
fn inlined<'a>(name: &str, script: &'a str) -> Option<&'a str> {
    let keys = [format!(" {name}: ("), format!(" '{name}': (")];
    let bodies = keys.iter().flat_map(|key| script.match_indices(key)).map(|(at, _)| body(script, at));
    let mut interfaces: Vec<&str> = bodies.filter_map(|body| called(body, script)).collect();
    interfaces.dedup();
    match interfaces[..] {
        [interface] => Some(interface),
        _ => None,
    }
}

/// The property in the line of `at`: all up to a line that is indented no more.
fn body(script: &str, at: usize) -> &str {
    let start = script[..at].rfind('\n').map_or(0, |end| end + 1);
    let indent = |line: &str| line.len() - line.trim_start().len();
    let first = script[start..].lines().next().unwrap_or_default();
    let rest = script[start..].split_inclusive('\n').skip(1).take_while(|line| indent(line) > indent(first));
    let length = first.len() + 1 + rest.map(str::len).sum::<usize>();
    &script[start..script.len().min(start + length)]
}

/// The interface of the first host function that is called: `const { getStdout } = hostImport(imports, 'wasi:cli/stdout', …`.
fn called<'a>(body: &str, script: &'a str) -> Option<&'a str> {
    script.match_indices(" = hostImport(").find_map(|(at, _)| {
        let names = &script[script[..at].rfind("const {")? + "const {".len()..at];
        let calls = |name: &str| !name.is_empty() && body.contains(&format!("{name}("));
        let local = |part: &str| part.rsplit(':').next().unwrap_or_default().trim().to_owned();
        names
            .trim_end_matches('}')
            .split(',')
            .any(|part| calls(local(part.trim_end().trim_end_matches('}')).trim()))
            .then_some(())?;
        script[at..].split('\'').nth(1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wasm_frames_are_read_with_and_without_a_name() {
        for call in [
            "f::<a b> (wasm://wasm/m (x)-1f:wasm-function[3]:0x2a)",
            "wasm://wasm/m (x)-1f:wasm-function[3]:0x2a",
        ] {
            let frame = wasm_frame(call).expect("it is one");
            assert_eq!((frame.module, frame.function, frame.offset), ("wasm://wasm/m (x)-1f", 3, 42));
        }
        assert!(wasm_frame("Object.run (file:///a.js:1:2)").is_none());
    }

    #[test]
    fn imports_are_named_by_the_comment_above_them() {
        let script = "  const lowered0 = 1;\n  // a:b/c\n  function lowered1(x) {}\n  const lowered11 = 0;\n";
        assert_eq!(imported("lowered0", script), None);
        assert_eq!(imported("lowered1", script), Some("a:b/c"));
        assert_eq!(imported("lowered11", script), Some("a:b/c"));
        assert_eq!(imported("run", script), None);
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
      none: () => 1
    },
    two: {
      none: () => now(),
      both: () => now()
    },
    three: { both: () => getStdout() }
  });";
        assert_eq!(imported("get", script), Some("a:b/c"));
        assert_eq!(imported("get-now", script), Some("d:e/f"));
        assert_eq!(imported("both", script), None);
        assert_eq!(imported("absent", script), None);
    }
}
