"""Calls the functions of a component and writes down what they return."""

from pathlib import Path
from typing import Any, Iterator

from wasmtime import Config, Engine, Store, Trap, WasiConfig, WasmtimeError
from wasmtime import component as wt

from host import LibraryHost
from values import from_json, to_constant

Step = dict[str, Any]


class Session:
    """One instance of the component, and the resources that have names."""

    def __init__(self, guest: Path) -> None:
        engine = Engine(Config())
        self.store = Store(engine)
        self.store.set_wasi(WasiConfig())
        self.component = wt.Component.from_file(engine, str(guest))
        self.host = LibraryHost()
        linker = wt.Linker(engine)
        linker.add_wasip2()
        self.host.define(linker)
        self.instance = linker.instantiate(self.store, self.component)
        self.resources: dict[str, Any] = {}
        self.interfaces = list(self.component.type.exports(engine))

    def function(self, name: str) -> tuple[str, wt.Func]:
        """`interface#name`, by the interface's short name, or the name of a function of the world."""
        interface, _, field = name.rpartition("#")
        parent = None
        if interface:
            full = next(each for each in self.interfaces if short_name(each) == interface)
            parent, name = self.instance.get_export_index(self.store, full), f"{full}#{field}"
        index = self.instance.get_export_index(self.store, field, parent)
        function = index and self.instance.get_func(self.store, index)
        if not function:
            raise KeyError(name)
        return name, function

    def call(self, name: str, args: list[Any], names: Iterator[str]) -> Step:
        full, function = self.function(name)
        ty = function.type(self.store)
        types = [each for _, each in ty.params]
        step: Step = {"function": full}
        values = [from_json(each, arg, self.resources) for each, arg in zip(types, args, strict=True)]
        step["args"] = [to_constant(each, value, self.name_of) for each, value in zip(types, values)]
        self.forget_owned(step["args"])
        try:
            returned = function(self.store, *values)
        except (Trap, WasmtimeError) as error:
            return step | {"traps": trap_message(error)}

        def bind(resource: Any) -> str:
            self.resources[bound := next(names)] = resource
            return bound

        return step if ty.result is None else step | {"returns": to_constant(ty.result, returned, bind)}

    def name_of(self, resource: Any) -> str:
        return next(name for name, each in self.resources.items() if each is resource)

    def forget_owned(self, constant: Any) -> None:
        """Resources given away have no name any more."""
        if isinstance(constant, list):
            for each in constant:
                self.forget_owned(each)
        elif isinstance(constant, dict):
            if constant.get("type") == "own":
                self.resources.pop(constant["value"])
            else:
                self.forget_owned(list(constant.values()))


def trap_message(error: Exception) -> str:
    """The message at the end of a backtrace."""
    message = str(error).strip().splitlines()[-1].strip()
    if "BUG" in str(error):
        raise error
    return message.removeprefix("wasm trap: ")


def short_name(interface: str) -> str:
    """`values` for `test:library/values@1.2.0`."""
    return interface.rpartition("/")[2].partition("@")[0]


def record_functions(guest: Path, calls: list[Any]) -> list[Step]:
    """Each call is `[function, argument...]`, or an object with that as `call` and the names of the resources that it
    returns as `as`, or `{"counter": start, "as": name}` for a resource of the host's, or `{"drop": name}`."""
    session = Session(guest)
    steps: list[Step] = []
    for call in calls:
        match call:
            case [name, *args]:
                steps.append(session.call(name, args, iter(())))
            case {"call": [name, *args], "as": names}:
                steps.append(session.call(name, args, iter([names] if isinstance(names, str) else names)))
            case {"counter": start, "as": name}:
                session.resources[name] = session.host.new(session.store, start).to_any(session.store)
                steps.append(call)
            case {"drop": name}:
                session.resources.pop(name).drop(session.store)
                steps.append(call)
        if "traps" in steps[-1]:
            session = Session(guest)
    return steps
