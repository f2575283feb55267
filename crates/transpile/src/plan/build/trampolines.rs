//! Core functions that JavaScript makes: of wasmtime-environ's 53 kinds those a synchronous component uses.

use super::*;
use wasmtime_environ::Trap;
use wasmtime_environ::component::{FixedEncoding, Trampoline as Source, Transcode as Op};

impl Builder<'_> {
    pub(super) fn trampolines(&mut self) -> Result<()> {
        let sources = self.sources;
        for (index, source) in sources.iter() {
            let made = match self.used[index.index()] {
                true => self.trampoline(source)?,
                false => Trampoline::Unused,
            };
            self.trampolines.push(made);
        }
        Ok(())
    }

    fn trampoline(&mut self, source: &Source) -> Result<Trampoline> {
        Ok(match source {
            Source::LowerImport { index, lower_ty, options } => {
                let import = self.lowered(*index);
                let place = place("import", &self.imports[import]);
                let name = self.imports[import].path.last().unwrap_or(&self.imports[import].name).clone();
                Trampoline::Lower { import, function: self.function(&name, *lower_ty, *options, &place)? }
            }
            Source::Transcoder { op, from, to, .. } => {
                Trampoline::Transcode { op: transcode(op), from: id(*from), to: id(*to) }
            }
            Source::ResourceNew { ty, .. } => Trampoline::ResourceNew(self.resource_table(*ty)),
            Source::ResourceRep { ty, .. } => Trampoline::ResourceRep(self.resource_table(*ty)),
            Source::ResourceDrop { ty, .. } => Trampoline::ResourceDrop(self.resource_table(*ty)),
            Source::ResourceTransferOwn => Trampoline::TransferOwn,
            Source::ResourceTransferBorrow => Trampoline::TransferBorrow,
            Source::EnterSyncCall => Trampoline::EnterSyncCall,
            Source::ExitSyncCall => Trampoline::ExitSyncCall,
            Source::Trap => Trampoline::Trap(adapter_traps()),
            other => return Err(asynchronous::builtin(other)),
        })
    }

    fn lowered(&self, index: environ::LoweredIndex) -> ImportId {
        let import = self.component.initializers.iter().find_map(|initializer| match initializer {
            GlobalInitializer::LowerImport { index: i, import } if *i == index => Some(*import),
            _ => None,
        });
        id(import.expect("each lowering has an initializer"))
    }

    fn resource_table(&self, table: environ::TypeResourceTableIndex) -> ResourceTable {
        self.resource_tables[id(table)].expect("trampolines refer to concrete resources")
    }
}

/// What synchronous adapters trap with.
fn adapter_traps() -> Vec<(u8, String)> {
    let traps = [
        Trap::MemoryOutOfBounds,
        Trap::CannotEnterComponent,
        Trap::CannotLeaveComponent,
        Trap::CannotBlockSyncTask,
        Trap::InvalidChar,
        Trap::StringOutOfBounds,
        Trap::ListOutOfBounds,
        Trap::InvalidDiscriminant,
        Trap::UnalignedPointer,
        Trap::UncaughtException,
    ];
    let message = |trap: Trap| trap.to_string().trim_start_matches("wasm trap: ").to_owned();
    traps.map(|trap| (trap as u8, message(trap))).to_vec()
}

/// `import "wasi:io/streams@0.2.3#[method]input-stream.read"`
fn place(direction: &str, import: &Import) -> String {
    let mut name = import.name.clone();
    for part in &import.path {
        name.push('#');
        name.push_str(part);
    }
    format!("{direction} \"{name}\"")
}

fn transcode(op: &Op) -> Transcode {
    let (function, params) = match op {
        Op::Copy(FixedEncoding::Utf8) => ("utf8ToUtf8", 3),
        Op::Copy(FixedEncoding::Utf16) => ("utf16ToUtf16", 3),
        Op::Copy(FixedEncoding::Latin1) => ("latin1ToLatin1", 3),
        Op::Latin1ToUtf16 => ("latin1ToUtf16", 3),
        Op::Latin1ToUtf8 => ("latin1ToUtf8", 5),
        Op::Utf16ToCompactProbablyUtf16 => ("utf16ToCompactProbablyUtf16", 3),
        Op::Utf16ToCompactUtf16 => ("utf16ToCompactUtf16", 5),
        Op::Utf16ToLatin1 => ("utf16ToLatin1", 3),
        Op::Utf16ToUtf8 => ("utf16ToUtf8", 5),
        Op::Utf8ToCompactUtf16 => ("utf8ToCompactUtf16", 5),
        Op::Utf8ToLatin1 => ("utf8ToLatin1", 3),
        Op::Utf8ToUtf16 => ("utf8ToUtf16", 3),
    };
    Transcode { function, params }
}
