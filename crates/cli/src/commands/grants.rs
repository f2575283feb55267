//! Folders, variables and network, as the command line spells them.

use clap::Args;
use transpile::{Code, Error, Result};

use crate::run::{Allowed, Directory, Network};

/// What the app is given of the host, as all commands that run one spell it.
#[derive(Debug, Args)]
#[command(next_help_heading = "What the app is given")]
pub(super) struct GrantArguments {
    /// A folder; read-only with `,ro` at the end
    #[arg(long, value_name = "HOST[::GUEST]", value_parser = directory)]
    dir: Vec<DirArgument>,
    /// A variable; without value: as it is here
    #[arg(long, value_name = "NAME[=VALUE]", value_parser = environment)]
    env: Vec<EnvArgument>,
    /// All environment variables
    #[arg(long)]
    inherit_env: bool,
    /// A host to look up and connect to
    #[arg(long, value_name = "HOST[:PORT]", value_delimiter = ',')]
    allow_net: Vec<String>,
    /// Settings of WASI, listed below
    #[arg(short = 'S', long = "wasi", value_name = "SETTING,...", value_delimiter = ',', value_parser = setting)]
    settings: Vec<Setting>,
}

impl GrantArguments {
    pub fn environment(&self) -> Result<Vec<(String, String)>> {
        let inherits = inherits_environment(&self.settings).unwrap_or(self.inherit_env);
        let mut variables: Vec<(String, String)> = match inherits {
            true => std::env::vars_os()
                .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
                .collect(),
            false => Vec::new(),
        };
        for variable in &self.env {
            let (name, value) = variable.resolved()?;
            variables.retain(|(other, _)| *other != name);
            variables.push((name, value));
        }
        Ok(variables)
    }

    pub fn directories(&self) -> Result<Vec<Directory>> {
        self.dir.iter().cloned().map(Directory::try_from).collect()
    }

    pub fn network(&self) -> Result<Option<Network>> {
        network(&self.settings, self.allow_net.clone())
    }
}

/// `HOST[::GUEST][,ro]`
#[derive(Clone, Debug)]
struct DirArgument {
    host: String,
    guest: String,
    is_read_only: bool,
}

fn directory(text: &str) -> Result<DirArgument, String> {
    let (text, is_read_only) = match (text.strip_suffix(",ro"), text.strip_suffix(",rw")) {
        (Some(rest), _) => (rest, true),
        (_, Some(rest)) => (rest, false),
        _ => (text, false),
    };
    let (host, guest) = text.split_once("::").unwrap_or((text, text));
    if host.is_empty() || guest.is_empty() {
        return Err("a folder has the form HOST, HOST::GUEST or HOST::GUEST,ro".into());
    }
    Ok(DirArgument { host: host.into(), guest: guest.into(), is_read_only })
}

impl TryFrom<DirArgument> for Directory {
    type Error = Error;

    fn try_from(DirArgument { host, guest, is_read_only }: DirArgument) -> Result<Directory> {
        let help = "--dir gives the app a folder that is there: HOST[::GUEST][,ro]";
        match std::fs::metadata(&host) {
            Ok(found) if found.is_dir() => Ok(Directory { host, guest, read_only: is_read_only }),
            Ok(_) => Err(Error::new(Code::Io, "this is a file, and a folder is needed")
                .at(format!("--dir {host}"))
                .help(help)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(Error::new(Code::NotFound, "there is no such folder")
                    .at(format!("--dir {host}"))
                    .help(help))
            }
            Err(error) => Err(Error::new(Code::Io, format!("cannot read this: {}", error.kind()))
                .at(format!("--dir {host}"))),
        }
    }
}

/// `NAME=VALUE`, or `NAME` for the value it has here.
#[derive(Clone, Debug)]
struct EnvArgument {
    name: String,
    value: Option<String>,
}

fn environment(text: &str) -> Result<EnvArgument, String> {
    let (name, value) = match text.split_once('=') {
        Some((name, value)) => (name, Some(value.to_string())),
        None => (text, None),
    };
    match name.is_empty() {
        true => Err("a variable has the form NAME=VALUE, or NAME".into()),
        false => Ok(EnvArgument { name: name.into(), value }),
    }
}

impl EnvArgument {
    fn resolved(&self) -> Result<(String, String)> {
        let value = match &self.value {
            Some(value) => value.clone(),
            None => std::env::var(&self.name).map_err(|_| {
                Error::new(Code::Usage, format!("the variable {:?} has no value here", self.name))
                    .help(format!("give it one: --env {}=VALUE", self.name))
            })?,
        };
        Ok((self.name.clone(), value))
    }
}

/// One of the settings of `-S`.
#[derive(Clone, Copy, Debug)]
struct Setting {
    which: Which,
    is_on: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    InheritEnv,
    InheritNetwork,
    AllowIpNameLookup,
    Http,
    Tcp,
    Udp,
    /// Always there.
    Cli,
}

fn setting(text: &str) -> Result<Setting, String> {
    let (name, value) = text.split_once('=').unwrap_or((text, "y"));
    let which = match name {
        "inherit-env" => Which::InheritEnv,
        "inherit-network" => Which::InheritNetwork,
        "allow-ip-name-lookup" => Which::AllowIpNameLookup,
        "http" => Which::Http,
        "tcp" => Which::Tcp,
        "udp" => Which::Udp,
        "cli" | "common" | "preview2" => Which::Cli,
        _ => {
            return Err(
                "there are inherit-network, allow-ip-name-lookup, http, tcp, udp and inherit-env".into()
            );
        }
    };
    let is_on = match value {
        "y" | "yes" | "true" => true,
        "n" | "no" | "false" => false,
        _ => return Err("a setting is =y or =n".into()),
    };
    match (which, is_on) {
        (Which::Cli, false) => Err("this cannot be taken away".into()),
        _ => Ok(Setting { which, is_on }),
    }
}

/// The last word about a setting.
fn last(settings: &[Setting], which: Which) -> Option<bool> {
    settings.iter().rev().find(|setting| setting.which == which).map(|setting| setting.is_on)
}

fn inherits_environment(settings: &[Setting]) -> Option<bool> {
    last(settings, Which::InheritEnv)
}

/// What of the network the app may use; nothing unless asked for.
fn network(settings: &[Setting], hosts: Vec<String>) -> Result<Option<Network>> {
    for host in &hosts {
        check_host(host)?;
    }
    let is_on = |which, default| last(settings, which).unwrap_or(default);
    let inherits = is_on(Which::InheritNetwork, false);
    let has_hosts = !hosts.is_empty();
    let http = is_on(Which::Http, inherits || has_hosts);
    let names: Vec<String> = hosts.iter().map(|host| name_of(host).to_string()).collect();
    let reaches = |all: bool, some: Vec<String>| if all { Allowed::All(true) } else { Allowed::Some(some) };
    // Requests to anywhere are asked for by name only where no host is.
    let connects_anywhere = inherits || http && !has_hosts;
    let lookup = last(settings, Which::AllowIpNameLookup);
    let looks_up = match lookup {
        Some(false) => Allowed::Some(Vec::new()),
        _ => reaches(lookup == Some(true), names),
    };
    let sockets = inherits || has_hosts;
    let asked = inherits || has_hosts || http || lookup == Some(true);
    Ok(asked.then(|| Network {
        connect: reaches(connects_anywhere, hosts),
        bind: reaches(inherits, Vec::new()),
        lookup: looks_up,
        http,
        tcp: sockets && is_on(Which::Tcp, true),
        udp: sockets && is_on(Which::Udp, true),
    }))
}

/// The part of `host:port` or `[::1]:port` before the port.
fn name_of(host: &str) -> &str {
    if let Some((inside, _)) = host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return inside;
    }
    match host.matches(':').count() {
        1 => host.split_once(':').map_or(host, |(name, _)| name),
        _ => host,
    }
}

fn check_host(host: &str) -> Result<()> {
    let name = name_of(host);
    let rest = &host[host.find(name).unwrap_or_default() + name.len()..];
    let port = rest.trim_start_matches(']').strip_prefix(':');
    let is_port = |port: &str| port.split('-').all(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    let is_name = !name.is_empty()
        && !name.contains(|c: char| c.is_whitespace() || "@?#".contains(c))
        && !host.contains("//");
    if is_name && port.is_none_or(is_port) {
        return Ok(());
    }
    Err(Error::new(Code::Usage, format!("{host:?} is no host that --allow-net could allow"))
        .help("a name or address, and maybe a port: example.com, example.com:443, 127.0.0.1:8080, [::1]:80"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network_of(settings: &str, hosts: &[&str]) -> Option<Network> {
        let settings: Vec<Setting> = settings
            .split(',')
            .filter(|text| !text.is_empty())
            .map(|text| setting(text).expect("a setting"))
            .collect();
        network(&settings, hosts.iter().map(|host| (*host).into()).collect()).expect("hosts")
    }

    #[test]
    fn nothing_is_allowed_unless_asked_for() {
        assert_eq!(network_of("", &[]), None);
        assert_eq!(network_of("tcp,udp,http=n", &[]), None);
    }

    #[test]
    fn http_alone_opens_no_sockets() {
        let network = network_of("http", &[]).expect("it is asked for");
        assert_eq!(
            (network.connect, network.http, network.tcp, network.udp),
            (Allowed::All(true), true, false, false)
        );
    }

    #[test]
    fn a_host_may_be_looked_up_and_connected_to() {
        let network = network_of("", &["[::1]:80", "example.com:443"]).expect("it is asked for");
        assert_eq!(network.connect, Allowed::Some(vec!["[::1]:80".into(), "example.com:443".into()]));
        assert_eq!(network.lookup, Allowed::Some(vec!["::1".into(), "example.com".into()]));
        assert_eq!((network.bind, network.tcp), (Allowed::Some(vec![]), true));
    }

    #[test]
    fn what_is_no_host_is_refused() {
        for host in ["", ":80", "a b", "http://x", "x:0", "x:65536", "x:http"] {
            assert!(check_host(host).is_err(), "{host}");
        }
        for host in ["x", "x:80", "x:80-90", "::1", "[::1]", "[::1]:80", "10.0.0.0/8"] {
            assert!(check_host(host).is_ok(), "{host}");
        }
    }
}
