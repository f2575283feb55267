"""Component values in three forms: the plain JSON of the call lists, what wasmtime takes and gives, and the typed
constants of the transcripts (the form of `wasm-tools json-from-wast`). A function's type leads from one to the other.

In plain JSON a variant is the name of its case or `{"case": payload}`, an option that holds an option is `null` or
`{"some": ...}`, a result is `{"ok": ...}` or `{"err": ...}`, flags are a list of names, and a resource is `"$name"`.
"""

import struct
from typing import Any, Callable

from wasmtime import component as wt

Resources = dict[str, Any]
Constant = Callable[[Any, Any], Any]

INTEGERS = {
    wt.U8: "u8", wt.U16: "u16", wt.U32: "u32", wt.U64: "u64",
    wt.S8: "s8", wt.S16: "s16", wt.S32: "s32", wt.S64: "s64",
}  # fmt: skip
FLOATS = {wt.F32: ("f32", "<f", "<I"), wt.F64: ("f64", "<d", "<Q")}


def from_json(ty: Any, value: Any, resources: Resources) -> Any:
    """What wasmtime takes for a value in plain JSON."""
    match ty:
        case wt.F32() | wt.F64():
            return float(value)
        case wt.ListType():
            items = [from_json(ty.element, item, resources) for item in value]
            return bytes(items) if isinstance(ty.element, wt.U8) else items
        case wt.TupleType():
            return tuple(from_json(each, item, resources) for each, item in zip(ty.elements, value, strict=True))
        case wt.RecordType():
            record = wt.Record()
            for name, each in ty.fields:
                setattr(record, name, from_json(each, value.get(name), resources))
            return record
        case wt.FlagsType():
            return set(value)
        case wt.OptionType():
            nested = isinstance(ty.payload, wt.OptionType)
            case = "none" if value is None else "some"
            return _case(ty, case, value["some"] if nested and value is not None else value, resources)
        case wt.VariantType() | wt.ResultType():
            case, payload = (value, None) if isinstance(value, str) else next(iter(value.items()))
            return _case(ty, case, payload, resources)
        case wt.OwnType() | wt.BorrowType():
            return resources[value.removeprefix("$")]
        case _:
            return value


def _case(ty: Any, name: str, payload: Any, resources: Resources) -> Any:
    """wasmtime takes a bare payload where the cases' Python types differ."""
    payload_type = dict(ty._cases())[name]
    value = None if payload_type is None else from_json(payload_type, payload, resources)
    return wt.Variant(name, value) if ty._tagged() else value


def to_constant(ty: Any, value: Any, name_of: Callable[[Any], str]) -> dict[str, Any]:
    """The typed constant for what wasmtime gave. `name_of` names the resources in it."""
    for integer, name in INTEGERS.items():
        if isinstance(ty, integer):
            return {"type": name, "value": str(value)}
    for floating, (name, pack, unpack) in FLOATS.items():
        if isinstance(ty, floating):
            return {"type": name, "value": str(struct.unpack(unpack, struct.pack(pack, value))[0])}
    name, content = _content(ty, value, lambda each, item: to_constant(each, item, name_of), name_of)
    # The option in an option is not `undefined` in JavaScript, which an absent one alone would not tell.
    nested = {"nested": True} if isinstance(ty, wt.OptionType) and isinstance(ty.payload, wt.OptionType) else {}
    return {"type": name, "value": content} | nested


def _content(ty: Any, value: Any, constant: Constant, name_of: Callable[[Any], str]) -> tuple[str, Any]:
    match ty:
        case wt.Bool():
            return "bool", value
        case wt.Char():
            return "char", value
        case wt.String():
            return "string", value
        case wt.EnumType():
            return "enum", value
        case wt.FlagsType():
            return "flags", [name for name in ty.names if name in value]
        case wt.ListType():
            return "list", [constant(ty.element, item) for item in value]
        case wt.TupleType():
            return "tuple", [constant(each, item) for each, item in zip(ty.elements, value)]
        case wt.RecordType():
            return "record", [[name, constant(each, getattr(value, name))] for name, each in ty.fields]
        case wt.OptionType():
            _, payload = _split(ty, value, constant)
            return "option", payload
        case wt.VariantType():
            case, payload = _split(ty, value, constant)
            return "variant", {"case": case} if payload is None else {"case": case, "payload": payload}
        case wt.ResultType():
            case, payload = _split(ty, value, constant)
            return "result", {"Ok" if case == "ok" else "Err": payload}
        case wt.OwnType():
            return "own", name_of(value)
        case wt.BorrowType():
            return "borrow", name_of(value)
    raise TypeError(f"no constant for {ty}")


def _split(ty: Any, value: Any, constant: Constant) -> tuple[str, Any]:
    """The case's name and its payload as a constant."""
    if ty._tagged():
        case, payload = value.tag, value.payload
    else:
        case, payload = _case_of(ty, value), value
    payload_type = dict(ty._cases())[case]
    return case, None if payload_type is None else constant(payload_type, payload)


def _case_of(ty: Any, value: Any) -> str:
    for name, each in ty._cases():
        classes: set[type] = set()
        if each is None and value is None:
            return name
        if each is not None:
            each.add_classes(classes)
            if isinstance(value, tuple(classes)):
                return name
    raise ValueError(f"{value} is no case")
