//! The process that watches the one that works.

use crate::command_line::Invocation;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// The longest an execution may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// The longest it may take on a machine that has other things to do.
const GREAT_PATIENCE: Duration = Duration::from_secs(30);
/// Processor time is told in hundredths of a second.
const TICKS: u64 = 100;

#[derive(Default)]
struct Tally {
    transpiled: u64,
    refused: u64,
    /// Choices that led to no input.
    none: u64,
    /// By the kind of what went wrong: how often, and the first execution with what it said.
    failed: BTreeMap<String, (u64, u64, String)>,
}

/// Has inputs executed for some time; whether all went well.
pub fn watch(invocation: &Invocation, seconds: u64) -> bool {
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut tally = Tally::default();
    let mut first = 0;
    while Instant::now() < end {
        let mut worker = Worker::start(invocation, first);
        first = worker.listen(end, &mut tally) + 1;
        worker.stop();
    }
    tally.print(invocation);
    tally.failed.is_empty()
}

struct Worker {
    child: Child,
    lines: Receiver<String>,
}

impl Worker {
    fn start(invocation: &Invocation, first: u64) -> Worker {
        let program = std::env::current_exe().expect("a program knows its path");
        let mut child = Command::new(program)
            .args(invocation.worker_args(first))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a program can start itself");
        let out = child.stdout.take().expect("it is piped");
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            BufReader::new(out).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        Worker { child, lines }
    }

    /// Listens until the end, or until an execution does not end well: the last execution that was begun.
    fn listen(&mut self, end: Instant, tally: &mut Tally) -> u64 {
        let mut current = (String::new(), 0);
        while Instant::now() < end {
            match self.next_line() {
                Ok(line) => {
                    let mut words = line.splitn(3, ' ');
                    let stage = words.next().unwrap_or_default().to_owned();
                    let execution = words.next().and_then(|number| number.parse().ok()).unwrap_or(0);
                    tally.count(&stage, execution, words.next().unwrap_or_default());
                    current = (stage, execution);
                }
                Err(ending) => {
                    if current.0 == "run" {
                        tally.count("failed", current.1, ending);
                    }
                    return current.1;
                }
            }
        }
        current.1
    }

    fn next_line(&mut self) -> Result<String, &'static str> {
        let (start, ticks) = (Instant::now(), self.ticks());
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) => return Ok(line),
                Err(RecvTimeoutError::Disconnected) => return Err("the process was aborted"),
                Err(RecvTimeoutError::Timeout) => {
                    let worked = Duration::from_millis((self.ticks() - ticks) * 1000 / TICKS);
                    if worked >= PATIENCE || start.elapsed() >= GREAT_PATIENCE {
                        return Err("it took too long");
                    }
                }
            }
        }
    }

    /// The processor time it has used, where the system tells: fields 14 and 15, the second being of names in brackets.
    fn ticks(&self) -> u64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let after_name = stat.rsplit(')').next().unwrap_or_default();
        after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum()
    }

    fn stop(mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        self.child.wait().expect("it was started here");
    }
}

impl Tally {
    fn count(&mut self, stage: &str, execution: u64, why: &str) {
        match stage {
            "transpiled" => self.transpiled += 1,
            "refused" => self.refused += 1,
            "none" => self.none += 1,
            "failed" => {
                self.failed.entry(kind(why).to_owned()).or_insert((0, execution, why.to_owned())).0 += 1
            }
            _ => {}
        }
    }

    /// `smith: 1200 executions, 1000 transpiled, 200 refused, 0 failed; 30 led nowhere; seed 1`
    fn print(&self, invocation: &Invocation) {
        let failed: u64 = self.failed.values().map(|(count, ..)| count).sum();
        let executions = self.transpiled + self.refused + failed;
        let (source, seed) = (invocation.source.name(), invocation.seed);
        println!(
            "{source}: {executions} executions, {} transpiled, {} refused, {failed} failed; {} led nowhere; seed {seed}",
            self.transpiled, self.refused, self.none
        );
        for (count, execution, why) in self.failed.values() {
            println!(
                "{count} times, first in `replay {source} {seed} {execution}`:\n  {}",
                why.replace('\u{1}', "\n  ")
            );
        }
    }
}

/// Without the names and numbers in it: what went wrong in the same way is told once.
fn kind(why: &str) -> &str {
    why.split(['`', '"']).next().unwrap_or(why)
}
