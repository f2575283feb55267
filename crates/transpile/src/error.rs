//! What input can get wrong: a stable code, the place, the reason, the way out.

use std::fmt;

/// Why a component could not be transpiled, or a tool could not do its work.
///
/// `Display` gives `message`, then `place` and `help` on lines of their own where present.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The kind of mistake; its number never changes meaning.
    pub code: Code,
    /// One sentence, lower case, no full stop.
    pub message: String,
    /// Where in the input: `export "wasi:cli/run@0.2.0#run"`, `byte 0x1f`, `line 3, column 7`.
    pub place: Option<String>,
    /// What the user can do about it.
    pub help: Option<String>,
}

/// The result of everything in this crate that reads input.
pub type Result<T, E = Error> = std::result::Result<T, E>;

macro_rules! codes {
    ($($name:ident = $number:literal, $doc:literal;)*) => {
        /// Stable error codes, printed as `E0101`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code { $(#[doc = $doc] $name = $number),* }

        impl Code {
            /// Every code, in the order of their numbers.
            pub const ALL: &[Code] = &[$(Code::$name),*];

            /// The code printed as `E0101`.
            pub fn parse(text: &str) -> Option<Code> {
                Code::ALL.iter().copied().find(|code| code.to_string() == text)
            }

            /// What the code means, in a sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$name => $doc),* }
            }
        }
    };
}

codes! {
    NotWasm = 101, "The input is neither a WebAssembly component nor its text form.";
    CoreModule = 102, "The input is a core module where a component is needed.";
    WitText = 103, "The input is WIT text where a component is needed.";
    UnknownVersion = 104, "The binary's version is not one this build knows.";
    Invalid = 105, "The component does not validate.";
    Unsupported = 106, "The component uses a feature that cannot be expressed here.";
    AsyncUnsupported = 107, "The component uses the asynchronous part of the component model.";
    WatSyntax = 108, "The WebAssembly text does not parse.";
    WitPackage = 109, "The input is a WIT package, not a component that runs.";
    TooLarge = 110, "The input is beyond a limit of this build.";
    BadOption = 201, "An option has a value that means nothing here.";
    BadMap = 202, "A mapping is not of the form specifier=target.";
    WitSyntax = 301, "The WIT does not parse or resolve.";
    WorldNotFound = 302, "The WIT has no world of that name, or several and none was named.";
    Encode = 303, "The core module does not fit the world or the adapters given.";
    Metadata = 304, "The metadata cannot be read or written.";
    NotFound = 401, "A file or folder does not exist.";
    Io = 402, "A file or folder cannot be read or written.";
    Usage = 403, "The command line is wrong.";
    Platform = 404, "There is no build of the engine for this platform.";
    Trapped = 501, "The component trapped.";
    NothingToRun = 502, "The component exports nothing that the command could run.";
    BadCall = 503, "A call does not parse, or does not fit the function's type.";
    MissingImport = 504, "The component imports what nobody provides.";
    Engine = 505, "The JavaScript engine lacks what the component needs.";
    TimedOut = 506, "The component ran longer than it was given.";
    HostFailed = 507, "A function of the host failed in a way that the component cannot be told of.";
    NoHandler = 601, "The component handles no HTTP requests.";
    Address = 602, "The server cannot listen there.";
    Certificate = 603, "Certificate and key cannot be used.";
    MemoryLimit = 604, "The component starts with more memory than it may have.";
    Processes = 605, "The processes of the server end as soon as they are started.";
    CannotSuspend = 610, "A fetch handler has to wait, and cannot be suspended.";
    NoWorkerHere = 611, "A page cannot transpile for workerd.";
    Unreadable = 701, "A component to be loaded cannot be read or fetched.";
    ScriptPolicy = 702, "The page's policy forbids the JavaScript of a component.";
    WasmPolicy = 703, "The page's policy forbids WebAssembly.";
    ModuleNotServed = 704, "A core module is not there, or is served as another type.";
    Unsendable = 705, "A value cannot be sent to the worker that a component runs in.";
    WorkerEnded = 706, "The worker that a component ran in has ended.";
    EngineFeature = 707, "The engine lacks a feature that a core module needs.";
    NoBundler = 710, "The plugin for bundlers needs a package that is not there.";
    PluginFile = 711, "A file that the plugin uses is not what it should be.";
    NoStorage = 720, "There is no private file system here.";
    StorageFull = 721, "The storage of the origin is full.";
    NotStored = 722, "A file of a mounted directory cannot be written.";
    NotMounted = 723, "A directory cannot be read, or is larger than the mount may be.";
    NotPermitted = 724, "The user has not given permission to a directory.";
    NoThread = 725, "The thread for HTTP cannot be started.";
    MissingPackage = 801, "The command needs a package that is not installed in the project.";
    ToolFailed = 802, "A program that does part of the work has failed.";
    NotInJavaScript = 803, "A core module cannot be said in JavaScript.";
    Internal = 900, "A mistake of this program; please report it.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "E{:04}", *self as u32)
    }
}

impl Error {
    /// An error with a code and a message; place and help are added with `at` and `help`.
    pub fn new(code: Code, message: impl Into<String>) -> Error {
        Error { code, message: shown(&message.into(), ""), place: None, help: None }
    }

    /// The same error, said to be at `place`.
    pub fn at(mut self, place: impl Into<String>) -> Error {
        self.place = Some(shown(&place.into(), "\n"));
        self
    }

    /// The same error with a way out.
    pub fn help(mut self, help: impl Into<String>) -> Error {
        self.help = Some(shown(&help.into(), "\n"));
        self
    }
}

/// Text with what a terminal would obey escaped, but for what is `kept`: names in it come from the input.
fn shown(text: &str, kept: &str) -> String {
    let is_obeyed = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match is_obeyed(c) && !kept.contains(c) {
            true => out.extend(c.escape_default()),
            false => out.push(c),
        }
    }
    out
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(place) = &self.place {
            write!(f, "\n  at {place}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_errors_cannot_steer_a_terminal() {
        let error = Error::new(Code::Invalid, "no `\u{1b}[2J\n\u{202e}`").at("line 1\n | \u{7}").help("é");
        assert_eq!(error.message, "no `\\u{1b}[2J\\n\\u{202e}`");
        assert_eq!(error.place.as_deref(), Some("line 1\n | \\u{7}"));
        assert_eq!(error.help.as_deref(), Some("é"));
    }
}
