//! `jco run`: its arguments, and the request that JavaScript carries out.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};
use transpile::{Code, Error, Result};

use crate::run::RunRequest;
use crate::{Io, input};
use super::grants::GrantArguments;

/// Arguments of `run`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, override_usage = "jco run [OPTIONS] <APP> [ARGS]...")]
pub struct Arguments {
    /// A component, preview 1 module or WAT; then its arguments
    // One list, because nothing after the first is an option of ours.
    #[arg(value_name = "APP [ARGS]", required = true, trailing_var_arg = true)]
    app: Vec<OsString>,
    /// Call an export, print what it returns: 'add(1, 2)'
    #[arg(long, value_name = "CALL")]
    invoke: Option<String>,
    /// End it after a while: 500ms, 10s, 2m; exit code 124
    #[arg(long, value_name = "TIME", value_parser = time)]
    timeout: Option<Duration>,
    /// Its argument 0 [default: the file's name]
    #[arg(long, value_name = "NAME")]
    argv0: Option<String>,
    #[command(flatten)]
    grants: GrantArguments,
    #[command(flatten)]
    diagnosis: DiagnosisArguments,
    #[command(flatten)]
    cache: CacheArguments,
    #[command(flatten)]
    peer: PeerArguments,
}

const EXAMPLES: &str = "\
The app gets standard streams, clocks and random numbers; all else is denied
unless an option gives it. Exit code: that of the app, 1 if it fails, 134 if it
traps, 124 after --timeout, 141 if nobody reads its output, 2 after misuse.

Settings of -S, each with =y or =n:
  inherit-network        TCP and UDP, to and from anywhere
  allow-ip-name-lookup   resolve names
  http                   outgoing HTTP requests, to anywhere
  tcp, udp               whether --allow-net and inherit-network cover these
  inherit-env            the same as --inherit-env

Examples:
  jco run hello.wasm Ada
  jco run --dir .::/work,ro --env LANG app.wasm /work/notes.txt
  jco run --allow-net example.com:443 -S http fetch.wasm
  jco run --invoke 'add(1, 2)' adder.wasm";

#[derive(Debug, Args)]
#[command(next_help_heading = "Looking into it")]
struct DiagnosisArguments {
    /// Log calls and results on standard error
    #[arg(long, alias = "jco-trace")]
    trace: bool,
    /// Say what is done before the app starts
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Cache ($JCO_CACHE, or jco in the user's cache folder)")]
struct CacheArguments {
    /// Neither use nor keep what was made for earlier runs
    #[arg(long)]
    no_cache: bool,
}

/// Options of jco 1.x, under the names they have there.
#[derive(Debug, Args)]
#[command(next_help_heading = "As in jco 1.x")]
struct PeerArguments {
    /// Also write the JavaScript and core Wasm here
    #[arg(long, value_name = "DIR")]
    jco_dir: Option<PathBuf>,
    /// Import a module before the app starts
    #[arg(long, value_name = "MODULE")]
    jco_import: Vec<String>,
    /// Take an import from a module: `a:b/c=./x.js`
    #[arg(long, value_name = "SPEC=TARGET", value_parser = mapping)]
    jco_map: Vec<(String, String)>,
    /// js, optimized, hybrid, direct-optimized
    #[arg(long, value_name = "MODE", hide_possible_values = true)]
    jco_import_bindings: Option<Bindings>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Bindings {
    Js,
    Optimized,
    Hybrid,
    DirectOptimized,
}

/// Checks the arguments against what is there, and makes a request of them.
pub(crate) fn request(arguments: Arguments, io: &Io<'_>) -> Result<RunRequest> {
    let Arguments { app, invoke, timeout, argv0, grants, diagnosis, cache, peer } = arguments;
    let mut words = app.into_iter().map(|word| word.to_string_lossy().into_owned());
    let app = words.next().expect("clap demands one");
    if app.is_empty() {
        return Err(
            Error::new(Code::Usage, "the name of the app is empty").help("jco run [OPTIONS] <APP> [ARGS]...")
        );
    }
    let path = Path::new(&app);
    let name =
        || path.file_name().map_or_else(|| input::shown(path), |name| name.to_string_lossy().into_owned());
    let mut args = vec![argv0.unwrap_or_else(name)];
    args.extend(words);
    if invoke.is_some() && args.len() > 1 {
        return Err(Error::new(
            Code::Usage,
            format!("with --invoke there are no arguments, and {:?} is one", args[1]),
        )
        .help("write the arguments into the call: --invoke 'add(1, 2)'"));
    }
    Ok(RunRequest {
        name: input::stem(path, "component"),
        app,
        args,
        env: grants.environment()?,
        network: grants.network()?,
        dirs: grants.directories()?,
        invoke,
        timeout: timeout.map(|time| time.as_millis().clamp(1, u64::MAX.into()) as u64),
        trace: diagnosis.trace,
        verbose: diagnosis.verbose,
        no_cache: cache.no_cache,
        out_dir: peer.jco_dir,
        imports: peer.jco_import,
        map: peer.jco_map,
        import_bindings: peer.jco_import_bindings.map(|mode| {
            match mode {
                Bindings::Js => "js",
                Bindings::Optimized => "optimized",
                Bindings::Hybrid => "hybrid",
                Bindings::DirectOptimized => "direct-optimized",
            }
            .into()
        }),
        json: io.json,
    })
}

fn mapping(text: &str) -> Result<(String, String), String> {
    super::transpile::mapping(text).map_err(|_| "a mapping has the form specifier=target".into())
}

/// Reads `10s`, `500ms`, `1.5m`, `1h`; a number alone is seconds.
pub(super) fn time(text: &str) -> Result<Duration, String> {
    let wrong = || "a time has the form 10s, 500ms, 2m or 1h".to_string();
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let seconds = match unit {
        "ms" => 0.001,
        "s" | "" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => return Err(wrong()),
    };
    let number: f64 = number.parse().map_err(|_| wrong())?;
    match Duration::try_from_secs_f64(number * seconds) {
        Ok(time) if !time.is_zero() => Ok(time),
        _ => Err("a time is more than nothing, and less than forever".into()),
    }
}
