//! The three streams of a process and what is known of them.

use std::ffi::OsStr;
use std::io::{self, ErrorKind, IsTerminal, Read, Write};
use std::time::Duration;

use transpile::{Code, Error, Result};

/// Where a command reads and writes, and how.
pub struct Io<'a> {
    stdin: Box<dyn Read + 'a>,
    stdout: Box<dyn Write + 'a>,
    stderr: Box<dyn Write + 'a>,
    terminals: Terminals,
    /// Errors and summaries are JSON, for programs.
    pub(crate) json: bool,
}

/// Which streams are terminals, and whether colours are wanted there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terminals {
    /// Standard output is one.
    pub stdout: bool,
    /// Standard error is one.
    pub stderr: bool,
    /// Terminals are not to show colours.
    pub no_color: bool,
}

impl Io<'static> {
    /// The streams of this process.
    pub fn of_process() -> Io<'static> {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").as_deref() == Some(OsStr::new("dumb"));
        Io {
            stdin: Box::new(Patient(io::stdin())),
            stdout: Box::new(Patient(io::stdout())),
            stderr: Box::new(Patient(io::stderr())),
            terminals: Terminals {
                stdout: io::stdout().is_terminal(),
                stderr: io::stderr().is_terminal(),
                no_color: is_set("NO_COLOR") || is_dumb,
            },
            json: false,
        }
    }
}

impl<'a> Io<'a> {
    /// Streams that are no terminals, for tests and for programs with streams of their own.
    pub fn new(stdin: impl Read + 'a, stdout: impl Write + 'a, stderr: impl Write + 'a) -> Io<'a> {
        Io {
            stdin: Box::new(stdin),
            stdout: Box::new(stdout),
            stderr: Box::new(stderr),
            terminals: Terminals::default(),
            json: false,
        }
    }

    /// The same streams, known to be terminals or not.
    pub fn on(self, terminals: Terminals) -> Io<'a> {
        Io { terminals, ..self }
    }

    /// Whether standard output shows what is written to it.
    pub(crate) fn is_stdout_terminal(&self) -> bool {
        self.terminals.stdout
    }

    /// Whether standard output takes colours.
    pub(crate) fn stdout_colors(&self) -> bool {
        self.terminals.stdout && !self.terminals.no_color
    }

    /// Whether standard error shows what is written to it.
    pub(crate) fn is_stderr_terminal(&self) -> bool {
        self.terminals.stderr
    }

    /// Whether standard error takes colours.
    pub(crate) fn stderr_colors(&self) -> bool {
        self.terminals.stderr && !self.terminals.no_color
    }

    /// All of standard input.
    pub(crate) fn read_stdin(&mut self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match self.stdin.read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes),
            Err(error) => Err(Error::new(Code::Io, format!("cannot read standard input: {}", error.kind()))),
        }
    }

    /// Writes to standard output. A reader that has gone away has seen enough: that is no error.
    pub(crate) fn print(&mut self, bytes: &[u8]) -> Result<()> {
        match self.stdout.write_all(bytes).and_then(|()| self.stdout.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(Error::new(Code::Io, format!("cannot write standard output: {}", error.kind())))
            }
            _ => Ok(()),
        }
    }

    /// Writes to standard error. Where that fails there is nobody to tell.
    pub(crate) fn complain(&mut self, text: &str) {
        let _ = self.stderr.write_all(text.as_bytes()).and_then(|()| self.stderr.flush());
    }
}

/// A stream that another process may have made non-blocking, as Node does with a terminal both share.
struct Patient<S>(S);

fn patiently<T>(mut attempt: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match attempt() {
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                std::thread::sleep(Duration::from_millis(1))
            }
            done => return done,
        }
    }
}

impl<S: Read> Read for Patient<S> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        patiently(|| self.0.read(into))
    }
}

impl<S: Write> Write for Patient<S> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        patiently(|| self.0.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        patiently(|| self.0.flush())
    }
}
