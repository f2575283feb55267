//! Clocks, randomness and terminals.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

unsafe extern "C" {
    fn getentropy(buffer: *mut u8, length: usize) -> i32;
}

/// Sleeps, then prints whether at least that long has passed on the monotonic clock.
pub fn sleep(milliseconds: u64) {
    let wanted = Duration::from_millis(milliseconds);
    let start = Instant::now();
    std::thread::sleep(wanted);
    println!("{}", if start.elapsed() >= wanted { "slept" } else { "woke early" });
}

/// Seconds and nanoseconds since 1970.
pub fn print_time() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock is past 1970");
    println!("{} {}", now.as_secs(), now.subsec_nanos());
}

/// 32 random bytes in hexadecimal.
pub fn print_random() -> io::Result<()> {
    let mut bytes = [0u8; 32];
    // SAFETY: the buffer is as long as the call is told.
    if unsafe { getentropy(bytes.as_mut_ptr(), bytes.len()) } != 0 {
        return Err(io::Error::last_os_error());
    }
    bytes.iter().for_each(|byte| print!("{byte:02x}"));
    println!();
    Ok(())
}

/// Which of standard input, output and error are terminals.
pub fn print_terminals() {
    println!("{} {} {}", io::stdin().is_terminal(), io::stdout().is_terminal(), io::stderr().is_terminal());
}
