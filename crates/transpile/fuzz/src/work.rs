//! Executions, one after the other, each told on standard output: `make 7`, `run 7`, then what became of it.

use crate::check::{Bodies, Verdict, check, note_panics, without_panic};
use crate::command_line::{Invocation, Source};
use crate::corpus::{self, Specimen};
use crate::options::options;
use crate::random::Random;
use crate::{mutate, smith};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

/// As much as a worker thread of Node has.
const STACK: usize = 4 << 20;
/// Memory that an execution may take beside a multiple of its input.
const MEMORY: usize = 200 << 20;
/// One of so many good inputs is kept.
const KEPT: u64 = 20;

/// Works from an execution on, until the process is killed.
pub fn work(invocation: &Invocation, first: u64) -> bool {
    let worker = Worker::new(invocation);
    on_thread(|| {
        for execution in first.. {
            let said = worker.execute(execution);
            tell(&said);
        }
    });
    true
}

/// Does one execution again and says what became of it.
pub fn replay(invocation: &Invocation, execution: u64) -> bool {
    let worker = Worker::new(invocation);
    on_thread(|| {
        let said = worker.execute(execution);
        println!("{}", said.replace('\u{1}', "\n"));
        !said.starts_with("failed")
    })
}

/// Says what becomes of the files.
pub fn check_files(files: &[PathBuf]) -> bool {
    let check_file = |file: &PathBuf| {
        let input = fs::read(file).expect("the file can be read");
        let start = Instant::now();
        let verdict = check(&input, &Default::default(), Bodies::Unknown);
        println!("{}: {verdict:?} in {} ms", file.display(), start.elapsed().as_millis());
        !matches!(verdict, Verdict::Failed(_))
    };
    on_thread(|| files.iter().map(check_file).fold(true, |all, each| all && each))
}

fn on_thread<T: Send>(act: impl FnOnce() -> T + Send) -> T {
    note_panics();
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, act)
            .expect("a thread can be made");
        thread.join().expect("panics are caught in the thread")
    })
}

struct Worker<'i> {
    invocation: &'i Invocation,
    corpus: Vec<Specimen>,
}

impl<'i> Worker<'i> {
    fn new(invocation: &'i Invocation) -> Worker<'i> {
        let corpus = match invocation.source {
            Source::Mutate => corpus::read(&invocation.corpus),
            Source::Smith => Vec::new(),
        };
        Worker { invocation, corpus }
    }

    /// `none 7`, `transpiled 7`, `refused 7` or `failed 7 why`.
    fn execute(&self, execution: u64) -> String {
        tell(&format!("make {execution}"));
        let mut random = Random::of(self.invocation.seed, execution);
        let options = options(&mut random);
        let (made, bodies) = match self.invocation.source {
            Source::Smith => (without_panic(|| smith::component(&mut random)), Bodies::Valid),
            Source::Mutate => (Ok(mutate::component(&mut random, &self.corpus)), Bodies::Unknown),
        };
        // What panics in the generators is not what is being looked for.
        let Ok(Some(input)) = made else { return format!("none {execution}") };
        reset_peak();
        let before = peak();
        tell(&format!("run {execution}"));
        let verdict = check(&input, &options, bodies);
        let taken = peak().saturating_sub(before);
        let verdict = match taken > MEMORY + 20 * input.len() {
            true => Verdict::Failed(format!("took {} MB for {} bytes", taken >> 20, input.len())),
            false => verdict,
        };
        self.keep(execution, &input, &verdict);
        match verdict {
            Verdict::Transpiled => format!("transpiled {execution}"),
            Verdict::Refused => format!("refused {execution}"),
            Verdict::Failed(why) => format!("failed {execution} {}", why.trim().replace('\n', "\u{1}")),
        }
    }

    fn keep(&self, execution: u64, input: &[u8], verdict: &Verdict) {
        let Some(folder) = &self.invocation.keep else { return };
        let what = match verdict {
            Verdict::Failed(_) => "failed",
            Verdict::Transpiled if execution % KEPT == 0 => "transpiled",
            _ => return,
        };
        let name =
            format!("{what}-{}-{}-{execution}.wasm", self.invocation.source.name(), self.invocation.seed);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(folder.join(name), input))
            .expect("the folder can be written");
    }
}

/// One write, so that whoever listens never sees half a line.
fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    // Nobody listens any more: there is nothing left to do.
    if out.write_all(format!("{line}\n").as_bytes()).and_then(|()| out.flush()).is_err() {
        std::process::exit(1);
    }
}

/// The most memory the process has had since `reset_peak`, in bytes; 0 where the system does not say.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<usize>().ok()).unwrap_or(0) << 10
}

/// `proc(5)`: 5 sets the peak back to what is in use.
fn reset_peak() {
    // Without it the peak is that of the whole process, and an execution can only seem to take less than it does.
    let _ = fs::write("/proc/self/clear_refs", "5");
}
