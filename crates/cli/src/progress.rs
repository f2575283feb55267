//! What takes longer than a second says so, where standard error is a terminal.

use std::io::Write;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::Io;
use crate::input::shown;

/// Does `work` on what is at `path`; `verb` is `Transpiling`.
pub(crate) fn of<T>(verb: &str, path: &Path, io: &Io<'_>, work: impl FnOnce() -> T) -> T {
    let _progress = io.is_stderr_terminal().then(|| {
        let text = crate::report::printable(&format!("{verb} {}", shown(path)));
        Progress::start(text, Duration::from_secs(1), std::io::stderr())
    });
    work()
}

/// A line that is there, with the seconds so far, until this is dropped.
struct Progress {
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Where there are no threads, there is no line.
    fn start(text: String, delay: Duration, stream: impl Write + Send + 'static) -> Progress {
        let (end, ended) = channel();
        let show = move || show(&text, delay, stream, &ended);
        let thread = std::thread::Builder::new().name("jco progress".into()).spawn(show).ok();
        Progress { end: Some(end), thread }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.end.take());
        // The line is gone before anything else is written.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn show(text: &str, delay: Duration, mut stream: impl Write, ended: &Receiver<()>) {
    let started = Instant::now();
    let mut wait = delay;
    let mut is_shown = false;
    while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        let line = format!("\r\x1b[K{text} … {} s", started.elapsed().as_secs());
        is_shown = stream.write_all(line.as_bytes()).and_then(|()| stream.flush()).is_ok();
        wait = Duration::from_secs(1);
    }
    if is_shown {
        let _ = stream.write_all(b"\r\x1b[K").and_then(|()| stream.flush());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tells of each write.
    struct Told(Sender<String>);

    impl Write for Told {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            let _ = self.0.send(String::from_utf8_lossy(bytes).into_owned());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_line_is_shown_and_erased() {
        let (told, writes) = channel();
        let progress = Progress::start("Working".into(), Duration::ZERO, Told(told));
        assert_eq!(writes.recv().expect("a line"), "\r\x1b[KWorking … 0 s");
        drop(progress);
        assert_eq!(writes.iter().last().expect("another"), "\r\x1b[K");
    }

    #[test]
    fn what_is_quick_says_nothing() {
        let (told, writes) = channel();
        drop(Progress::start("Working".into(), Duration::from_secs(3600), Told(told)));
        assert_eq!(writes.iter().count(), 0);
    }
}
