//! A command that does one thing per run, chosen by its first argument, so that a test can look at what the host
//! was asked for. Failures go to standard error as `error: <kind>` with exit code 1.

mod files;
mod machine;

use std::io::{self, Read, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match run(&args) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {:?}", error.kind());
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[&str]) -> io::Result<ExitCode> {
    match args {
        ["args", rest @ ..] => rest.iter().for_each(|arg| println!("{arg}")),
        ["argv0"] => println!("{}", std::env::args().next().unwrap_or_default()),
        ["env"] => print_environment(),
        ["cat"] => copy_stdin()?,
        ["count"] => count_stdin()?,
        ["fill", size] => fill_stdout(number(size)?)?,
        ["stderr", text] => eprintln!("{text}"),
        ["exit", code] => return Ok(ExitCode::from(number(code)? as u8)),
        ["panic", message] => panic!("{message}"),
        ["sleep", milliseconds] => machine::sleep(number(milliseconds)?),
        ["time"] => machine::print_time(),
        ["random"] => machine::print_random()?,
        ["terminals"] => machine::print_terminals(),
        _ => return files::run(args),
    }
    Ok(ExitCode::SUCCESS)
}

fn print_environment() {
    let mut variables: Vec<_> = std::env::vars().collect();
    variables.sort();
    for (name, value) in variables {
        println!("{name}={value}");
    }
}

fn copy_stdin() -> io::Result<()> {
    io::copy(&mut io::stdin(), &mut io::stdout())?;
    io::stdout().flush()
}

/// Reads all of standard input and prints how many bytes there were and their sum.
fn count_stdin() -> io::Result<()> {
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes)?;
    let sum: u64 = bytes.iter().map(|&byte| u64::from(byte)).sum();
    println!("{} {sum}", bytes.len());
    Ok(())
}

/// Writes `size` bytes, the letters of the alphabet over and over.
fn fill_stdout(size: u64) -> io::Result<()> {
    let bytes: Vec<u8> = (b'a'..=b'z').cycle().take(size as usize).collect();
    let mut stdout = io::stdout().lock();
    stdout.write_all(&bytes)?;
    stdout.flush()
}

pub(crate) fn number(text: &str) -> io::Result<u64> {
    text.parse().map_err(|_| io::ErrorKind::InvalidInput.into())
}
