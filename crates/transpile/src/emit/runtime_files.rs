// The files of the run-time library, in the order in which output has them: for `emit` and for the build script.
{
    macro_rules! files {
        ($($name:literal)*) => { &[$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/runtime/", $name)))),*] };
    }
    files![
        "modules.js" "features.js" "trap.js" "errors.js" "guard.js" "memory.js" "accessors.js" "instance.js" "values.js"
        "strict.js" "strings.js" "lists.js" "resources.js" "fused.js" "turns.js" "transcode.js" "bindings.js" "tracing.js"
    ]
}
