//! Help fits a terminal and tells of every command.

mod support;

use support::Folder;

const COMMANDS: [&[&str]; 19] = [
    &["transpile"],
    &["run"],
    &["serve"],
    &["componentize"],
    &["opt"],
    &["new-project"],
    &["types"],
    &["guest-types"],
    &["wit"],
    &["print"],
    &["parse"],
    &["new"],
    &["embed"],
    &["metadata-show"],
    &["metadata-add"],
    &["tool"],
    &["explain"],
    &["completions"],
    &["tool", "core-to-component"],
];

#[test]
fn every_line_of_help_fits_80_columns() {
    let folder = Folder::new();
    for command in COMMANDS.iter().copied().chain([&[][..]]) {
        let help = folder.jco(&[command, &["--help"]].concat()).text();
        for line in help.lines() {
            assert!(line.chars().count() <= 80, "{command:?}: {line}");
        }
        assert!(!help.contains('\x1b'), "{command:?}");
        assert_eq!(help, folder.jco(&[command, &["-h"]].concat()).text(), "{command:?}: one help, not two");
    }
}

#[test]
fn help_lists_the_commands_there_are() {
    let help = Folder::new().jco(&["--help"]).text();
    let listed: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let expected: Vec<&str> =
        COMMANDS.iter().filter(|command| command.len() == 1).map(|command| command[0]).collect();
    assert_eq!(listed, [expected, vec!["help"]].concat());
}

#[test]
fn the_version_is_that_of_the_package() {
    let expected = format!("jco {}\n", env!("CARGO_PKG_VERSION"));
    for flag in ["--version", "-V"] {
        assert_eq!(Folder::new().jco(&[flag]).text(), expected);
    }
}

#[test]
fn without_a_command_help_is_an_error() {
    let run = Folder::new().jco(&[]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("Usage: jco"), "{}", run.stderr);
}
