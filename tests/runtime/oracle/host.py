"""The host of the guest `library`, the same as in `library-host.js`."""

from typing import Any

from wasmtime import component as wt


class LibraryHost:
    """`test:library/host` and the world's own import."""

    def __init__(self) -> None:
        self.counters: dict[int, int] = {}
        self.type = wt.ResourceType.host(1)

    def define(self, linker: wt.Linker) -> None:
        with linker.root() as root:
            root.add_func("notify", lambda store, message: len(message))
            with root.add_instance("test:library/types@1.2.0"):
                pass
            with root.add_instance("test:library/host@1.2.0") as host:
                host.add_resource("counter", self.type, lambda store, rep: self.counters.pop(rep))
                for name in ["log", "add", "describe", "area", "look-up", "paint", "check", "find-counter"]:
                    host.add_func(name, getattr(self, name.replace("-", "_")))
                host.add_func("[constructor]counter", self.new)
                for name in ["increment", "value", "absorb"]:
                    host.add_func(f"[method]counter.{name}", getattr(self, name))
                host.add_func("[static]counter.merge", self.merge)

    def log(self, store: Any, message: str) -> None:
        pass

    def add(self, store: Any, a: int, b: int) -> int:
        return (a + b) % 2**32

    def describe(self, store: Any, who: Any) -> str:
        rights = "+".join(right for right in ["read", "write", "execute"] if right in who.rights)
        names = "/".join(getattr(who, "nick-names"))
        return f"{who.name} {who.age} {who.email or '-'} {names} {who.home.x},{who.home.y} {who.favourite} {rights}"

    def area(self, store: Any, of: Any) -> float | None:
        # wasmtime gives the bare payload, because no two cases have the same Python type.
        match of:
            case float():
                return of * 2
            case (width, height) if isinstance(of, tuple):
                return width * height
            case list():
                return float(len(of))
            case _:
                return None

    def look_up(self, store: Any, key: str) -> int | str:
        return {"one": 1, "two": 2}.get(key, f"no {key}")

    def paint(self, store: Any, points: list[Any]) -> list[Any]:
        return [(point, "red" if point.x < point.y else "deep-blue") for point in points]

    def check(self, store: Any, value: int) -> str | None:
        return None if value < 10 else "red"

    def find_counter(self, store: Any, name: str) -> Any:
        return self.new(store, len(name)) if name else None

    def new(self, store: Any, start: int) -> wt.ResourceHost:
        rep = max(self.counters, default=0) + 1
        self.counters[rep] = start
        return wt.ResourceHost.own(rep, 1)

    def increment(self, store: Any, counter: Any, by: int) -> int:
        rep = _rep(store, counter)
        self.counters[rep] += by
        return self.counters[rep]

    def value(self, store: Any, counter: Any) -> int:
        return self.counters[_rep(store, counter)]

    def absorb(self, store: Any, counter: Any, other: Any) -> None:
        self.counters[_rep(store, counter)] += self.counters[_rep(store, other)]

    def merge(self, store: Any, a: Any, b: Any) -> wt.ResourceHost:
        return self.new(store, self.counters.pop(_rep(store, a)) + self.counters.pop(_rep(store, b)))


def _rep(store: Any, counter: Any) -> int:
    """The host's own number of a counter, which gives a borrow back."""
    return counter.to_host(store).rep
