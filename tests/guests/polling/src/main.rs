//! Clocks, randomness, poll and standard streams, by the interfaces themselves. A line for each thing seen.
//!
//! polling PART: `clocks`, `timers`, `random`, `stdin`, `stdout`, `trap-empty`, `trap-permit`, `many N`

use wasip2::cli::{stdin::get_stdin, stdout::get_stdout};
use wasip2::clocks::{monotonic_clock, wall_clock};
use wasip2::io::poll::poll;
use wasip2::io::streams::StreamError;
use wasip2::random::{insecure, insecure_seed, random};

const MILLISECOND: u64 = 1_000_000;

fn main() {
    let mut args = std::env::args().skip(1);
    match args.next().as_deref() {
        Some("clocks") => clocks(),
        Some("timers") => timers(),
        Some("random") => randomness(),
        Some("stdin") => stdin(),
        Some("stdout") => stdout(),
        Some("trap-empty") => drop(poll(&[])),
        Some("trap-permit") => drop(get_stdout().write(b"without a permit")),
        Some("many") => many(args.next().expect("a number").parse().expect("a number")),
        part => panic!("no part {part:?}"),
    }
}

fn clocks() {
    let (first, second) = (monotonic_clock::now(), monotonic_clock::now());
    println!("monotonic {}", second >= first);
    println!("resolution {}", monotonic_clock::resolution() > 0);
    println!(
        "wall {}",
        wall_clock::now().seconds > 1_700_000_000 && wall_clock::now().nanoseconds < 1_000_000_000
    );
    println!("wall resolution {}", wall_clock::resolution().nanoseconds > 0);
    let start = monotonic_clock::now();
    monotonic_clock::subscribe_duration(20 * MILLISECOND).block();
    println!("waited {}", monotonic_clock::now() - start >= 20 * MILLISECOND);
    monotonic_clock::subscribe_instant(start).block();
    println!("past {}", monotonic_clock::now() > start);
}

fn timers() {
    let late = monotonic_clock::subscribe_duration(3_600_000 * MILLISECOND);
    let soon = monotonic_clock::subscribe_duration(20 * MILLISECOND);
    let past = monotonic_clock::subscribe_instant(0);
    past.block();
    println!("at first {} {} {}", late.ready(), soon.ready(), past.ready());
    println!("with one past {:?}", poll(&[&late, &past, &late]));
    println!("soon {:?}", poll(&[&late, &soon]));
    let mut again = poll(&[&soon, &late, &past, &soon]);
    again.sort();
    println!("again {again:?}");
}

fn randomness() {
    println!("lengths {} {}", random::get_random_bytes(100_000).len(), random::get_random_bytes(0).len());
    println!("differ {}", random::get_random_bytes(32) != random::get_random_bytes(32));
    println!("numbers differ {}", random::get_random_u64() != random::get_random_u64());
    println!("insecure {}", insecure::get_insecure_random_bytes(32).len());
    println!(
        "insecure differ {}",
        insecure::get_insecure_random_u64() != insecure::get_insecure_random_u64()
    );
    println!("seed {}", insecure_seed::insecure_seed() == insecure_seed::insecure_seed());
}

/// Reads standard input with a poll before each read, and passes over three bytes of it first.
fn stdin() {
    let input = get_stdin();
    println!("skipped {:?}", input.blocking_skip(3).ok());
    let pollable = input.subscribe();
    let mut bytes = Vec::new();
    loop {
        assert_eq!(poll(&[&pollable]), [0]);
        match input.read(1024) {
            Ok(some) => bytes.extend(some),
            Err(StreamError::Closed) => break,
            Err(StreamError::LastOperationFailed(error)) => panic!("{}", error.to_debug_string()),
        }
    }
    println!("read {:?}", String::from_utf8_lossy(&bytes));
    println!("still closed {}", matches!(input.read(1), Err(StreamError::Closed)) && pollable.ready());
}

fn stdout() {
    let output = get_stdout();
    let permit = output.check_write().expect("a permit");
    output.write(b"first\n").expect("it is permitted");
    output.flush().expect("it flushes");
    output.subscribe().block();
    output.blocking_write_and_flush(b"second\n").expect("it writes");
    output.blocking_write_zeroes_and_flush(1).expect("it writes");
    println!("\npermit {}", permit > 0);
}

/// Timers made, awaited and dropped.
fn many(times: u64) {
    for _ in 0..times {
        let pollable = monotonic_clock::subscribe_duration(0);
        pollable.block();
        assert!(pollable.ready(), "it stays ready");
    }
    println!("polled {times}");
}
