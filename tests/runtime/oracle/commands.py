"""Runs a command again and again in one folder and writes down what it prints and how it ends."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from wasmtime import Config, Engine, ExitTrap, Store, WasiConfig
from wasmtime import component as wt

Run = dict[str, Any]

ARGV0 = "command.wasm"


def record_commands(guest: Path, runs: list[Run]) -> list[Run]:
    """Each run has `args` and, where it needs them, `env` and `stdin`. `/work` is the folder that the runs share, or
    that all runs with the same `folder` share."""
    engine = Engine(Config())
    component = wt.Component.from_file(engine, str(guest))
    linker = wt.Linker(engine)
    linker.add_wasip2()
    with TemporaryDirectory() as scratch:
        return [run | _run(engine, component, linker, run, Path(scratch)) for run in runs]


def _run(engine: Engine, component: wt.Component, linker: wt.Linker, run: Run, scratch: Path) -> Run:
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
    code = _exit_code(component, linker, store)
    del store, wasi
    return {"code": code, "stdout": stdout.read_bytes().decode(), "stderr": stderr.read_bytes().decode()}


def _exit_code(component: wt.Component, linker: wt.Linker, store: Store) -> int:
    instance = linker.instantiate(store, component)
    interface = next(name for name in component.type.exports(linker.engine) if name.startswith("wasi:cli/run@"))
    parent = instance.get_export_index(store, interface)
    run = instance.get_func(store, instance.get_export_index(store, "run", parent))
    try:
        result = run(store)
    except ExitTrap as exit:
        return exit.code
    return 0 if result.tag == "ok" else 1
