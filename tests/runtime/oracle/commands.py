"""Runs a command again and again in one folder and writes down what it prints and how it ends."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Callable

from wasmtime import Config, Engine, ExitTrap, Linker, Module, Store, WasiConfig
from wasmtime import component as wt

Run = dict[str, Any]

# Runs to the end, or to an `ExitTrap`.
Command = Callable[[Store], int]

ARGV0 = "command.wasm"


def record_commands(guest: Path, runs: list[Run]) -> list[Run]:
    """Each run has `args` and, where it needs them, `env` and `stdin`. `/work` is the folder that the runs share, or
    that all runs with the same `folder` share."""
    engine = Engine(Config())
    command = _component(engine, guest) if _is_component(guest) else _core_module(engine, guest)
    with TemporaryDirectory() as scratch:
        return [run | _run(engine, command, run, Path(scratch)) for run in runs]


def _is_component(guest: Path) -> bool:
    """By the layer, which follows the version in the header."""
    return guest.read_bytes()[6:8] == b"\x01\x00"


def _component(engine: Engine, guest: Path) -> Command:
    component = wt.Component.from_file(engine, str(guest))
    linker = wt.Linker(engine)
    linker.add_wasip2()

    def run(store: Store) -> int:
        instance = linker.instantiate(store, component)
        interface = next(name for name in component.type.exports(engine) if name.startswith("wasi:cli/run@"))
        parent = instance.get_export_index(store, interface)
        result = instance.get_func(store, instance.get_export_index(store, "run", parent))(store)
        return 0 if result.tag == "ok" else 1

    return run


def _core_module(engine: Engine, guest: Path) -> Command:
    """Of preview 1."""
    module = Module.from_file(engine, str(guest))
    linker = Linker(engine)
    linker.define_wasi()

    def run(store: Store) -> int:
        linker.instantiate(store, module).exports(store)["_start"](store)
        return 0

    return run


def _run(engine: Engine, command: Command, run: Run, scratch: Path) -> Run:
    work = scratch / run.get("folder", "work")
    work.mkdir(exist_ok=True)
    stdin, stdout, stderr = (scratch / name for name in ["stdin", "stdout", "stderr"])
    stdin.write_bytes(run.get("stdin", "").encode())
    wasi = WasiConfig()
    wasi.argv = [ARGV0, *run["args"]]
    wasi.env = list(run.get("env", {}).items())
    wasi.stdin_file, wasi.stdout_file, wasi.stderr_file = str(stdin), str(stdout), str(stderr)
    wasi.preopen_dir(str(work), "/work")
    store = Store(engine)
    store.set_wasi(wasi)
    try:
        code = command(store)
    except ExitTrap as exit:
        code = exit.code
    del store, wasi
    return {"code": code, "stdout": stdout.read_bytes().decode(), "stderr": stderr.read_bytes().decode()}
