//! The text of a V8 stack, line by line.

use super::import;

/// A line of it.
pub(super) enum Entry<'a> {
    /// `at name (wasm://wasm/hello-0123abcd:wasm-function[42]:0x1234)`
    Wasm(WasmFrame<'a>),
    /// `at lowered3 (…)`: the component has called this function of WIT, `wasi:cli/stdout#get-stdout`.
    Import(String),
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
pub(super) fn entries<'a>(stack: &'a str, script: &str) -> Vec<Entry<'a>> {
    stack.lines().filter_map(|line| line.strip_prefix("    at ")).map(|call| entry(call, script)).collect()
}

fn entry<'a>(call: &'a str, script: &str) -> Entry<'a> {
    if let Some(frame) = wasm_frame(call) {
        return Entry::Wasm(frame);
    }
    let name = call.split_once(' ').map_or(call, |(name, _)| name);
    import::named(name, script).map_or(Entry::Host, Entry::Import)
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
}
