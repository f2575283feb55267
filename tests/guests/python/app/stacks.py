"""The interface `stacks`: its resource is a class in the module of the interface's name."""

from typing import Optional

from wit_world.exports import stacks


class Stack(stacks.Stack):
    def __init__(self, items: list[str]):
        self.items = list(items)

    def push(self, item: str) -> int:
        self.items.append(item)
        return len(self.items)

    def pop(self) -> Optional[str]:
        return self.items.pop() if self.items else None

    @classmethod
    def joined(cls, among: list["Stack"]) -> str:
        return ", ".join(item for stack in among for item in stack.items)
