//! What a command that writes a folder says when it is done.

use std::path::Path;

use serde::Serialize;
use transpile::{ExportKind, File, Output, Result};

use crate::Io;
use crate::report::printable;

/// Lists the files written, or, as JSON, files, imports and exports.
pub(crate) fn transpiled(title: &str, folder: &Path, output: &Output<'_>, io: &mut Io<'_>) -> Result<()> {
    if !io.json {
        return listed(title, folder, &output.files, io);
    }
    let exports = output.exports.iter().map(|(name, kind)| (name.as_str(), export_kind(*kind))).collect();
    print_json(
        &JsonSummary {
            files: as_json(folder, &output.files),
            imports: Some(&output.imports),
            exports: Some(exports),
        },
        io,
    )
}

/// Lists the files written.
pub(crate) fn written(title: &str, folder: &Path, files: &[File<'_>], io: &mut Io<'_>) -> Result<()> {
    if io.json {
        return print_json(&JsonSummary { files: as_json(folder, files), imports: None, exports: None }, io);
    }
    listed(title, folder, files, io)
}

/// What the JavaScript API calls a kind of export.
pub fn export_kind(kind: ExportKind) -> &'static str {
    match kind {
        ExportKind::Function => "function",
        ExportKind::Instance => "instance",
        ExportKind::Module => "module",
    }
}

#[derive(Serialize)]
struct JsonSummary<'a> {
    files: Vec<JsonFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    imports: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exports: Option<Vec<(&'a str, &'static str)>>,
}

#[derive(Serialize)]
struct JsonFile {
    path: String,
    size: usize,
}

fn as_json(folder: &Path, files: &[File<'_>]) -> Vec<JsonFile> {
    files.iter().map(|file| JsonFile { path: shown(folder, file), size: file.bytes.len() }).collect()
}

fn print_json(summary: &JsonSummary<'_>, io: &mut Io<'_>) -> Result<()> {
    let text = serde_json::to_string(summary).expect("names and numbers are JSON") + "\n";
    io.print(text.as_bytes())
}

fn listed(title: &str, folder: &Path, files: &[File<'_>], io: &mut Io<'_>) -> Result<()> {
    let colors = io.stdout_colors();
    let rows: Vec<(String, String)> =
        files.iter().map(|file| (printable(&shown(folder, file)), human_size(file.bytes.len()))).collect();
    let width = |column: fn(&(String, String)) -> &String| {
        rows.iter().map(|row| column(row).chars().count()).max().unwrap_or_default()
    };
    let (names, sizes) = (width(|row| &row.0), width(|row| &row.1));
    let mut text = if colors { format!("\x1b[1m{title}\x1b[0m\n\n") } else { format!("{title}\n\n") };
    for (name, size) in &rows {
        let size = format!("{size:>sizes$}");
        let size = if colors { format!("\x1b[2m{size}\x1b[0m") } else { size };
        text += &format!("  {name:names$}  {size}\n");
    }
    io.print(text.as_bytes())
}

fn shown(folder: &Path, file: &File<'_>) -> String {
    folder.join(&file.name).display().to_string()
}

/// `312 B`, `4.1 KiB`, `12.3 MiB`.
fn human_size(bytes: usize) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    if bytes < 1024 {
        return format!("{bytes} B");
    }
    let mut size = bytes as f64 / 1024.0;
    let mut unit = 0;
    while size >= 1023.95 && unit + 1 < UNITS.len() {
        size /= 1024.0;
        unit += 1;
    }
    format!("{size:.1} {}", UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::human_size;

    #[test]
    fn sizes_are_short() {
        let sizes = [0, 1023, 1024, 4200, 1024 * 1024 - 1, 1024 * 1024, 12_700_000, usize::MAX];
        let shown: Vec<String> = sizes.map(human_size).into();
        assert_eq!(
            shown,
            ["0 B", "1023 B", "1.0 KiB", "4.1 KiB", "1.0 MiB", "1.0 MiB", "12.1 MiB", "16777216.0 TiB"]
        );
    }
}
