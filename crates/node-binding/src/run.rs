//! What running a component needs besides an engine.

use std::time::Duration;

use napi::bindgen_prelude::{Result, Uint8Array};
use napi_derive::napi;
use transpile::{Code, Error};

use crate::failure::thrown;

/// What was read of the app.
#[napi(object, object_from_js = false)]
pub struct LoadedApp {
    /// The component or core module.
    pub bytes: Uint8Array,
    /// What was made of a component, as JSON; none for a core module.
    pub table: Option<String>,
    /// The bytes of the table's files that are not in the component.
    pub made: Uint8Array,
    /// Whether that was in the cache.
    pub is_cached: bool,
}

/// Reads the app of a request and makes of it what an engine runs. `addon` is where this code is: its size and age tell
/// builds of it apart.
#[napi]
pub fn load_app(request: String, addon: String) -> Result<LoadedApp> {
    thrown(|| {
        let engine =
            std::fs::metadata(addon).map(|file| format!("{} {:?}", file.len(), file.modified().ok()));
        let engine = engine.unwrap_or_default();
        let request = serde_json::from_str(&request)
            .map_err(|error| Error::new(Code::Internal, format!("no request: {error}")))?;
        Ok(match cli::load(&request, &engine, &mut cli::Io::of_process())? {
            cli::Loaded::CoreModule(bytes) => {
                LoadedApp { bytes: bytes.into(), table: None, made: Vec::new().into(), is_cached: false }
            }
            cli::Loaded::Component { bytes, mut parts, is_cached } => LoadedApp {
                bytes: bytes.into(),
                made: std::mem::take(&mut parts.made).into(),
                table: Some(serde_json::to_string(&parts).expect("names and numbers are JSON")),
                is_cached,
            },
        })
    })
}

/// A call in WAVE, as JSON: `{interface, function, arguments, isFallible}`.
#[napi]
pub fn read_call(component: &[u8], text: String) -> Result<String> {
    thrown(|| {
        let call = tools::Call::new(component, &text)?;
        Ok(serde_json::json!({
            "interface": call.interface,
            "function": call.function,
            "arguments": call.arguments,
            "isFallible": call.is_fallible(),
        })
        .to_string())
    })
}

/// What a call returned, in WAVE; none where it returns nothing.
#[napi]
pub fn show_result(component: &[u8], text: String, outcome: String) -> Result<Option<String>> {
    thrown(|| {
        let outcome = serde_json::from_str(&outcome)
            .map_err(|error| Error::new(Code::Internal, format!("no JSON: {error}")))?;
        tools::Call::new(component, &text)?.shown(&outcome)
    })
}

/// A stack as a person reads it; `script` is the JavaScript around the core modules.
#[napi]
pub fn backtrace(stack: String, modules: Vec<Uint8Array>, script: String, is_whole: bool) -> String {
    let modules: Vec<&[u8]> = modules.iter().map(|module| &**module).collect();
    let folder = std::env::current_dir().unwrap_or_default().display().to_string();
    tools::backtrace(&stack, &modules, &script, tools::View { folder: &folder, is_whole })
}

/// Tells of an error, which is JSON, on standard error.
#[napi]
pub fn tell(error: String, json: bool) {
    cli::tell(&cli::error_from_json(&error), json);
}

/// Ends the process after a while, whatever its other threads do: tells of an error and exits with a code.
#[napi]
pub fn end_after(milliseconds: f64, error: String, json: bool, exit_code: i32) -> Result<()> {
    thrown(|| {
        let watch = move || {
            std::thread::sleep(Duration::from_secs_f64(milliseconds / 1000.0));
            cli::tell(&cli::error_from_json(&error), json);
            // SAFETY: `_exit` can be called at any time, on any thread. What `exit` would run belongs to the thread
            // that is still at work.
            unsafe { libc::_exit(exit_code) }
        };
        match std::thread::Builder::new().name("jco timeout".into()).spawn(watch) {
            Ok(_) => Ok(()),
            Err(error) => {
                Err(Error::new(Code::Internal, format!("there is no thread to watch the time: {error}")))
            }
        }
    })
}
