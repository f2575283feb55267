"""A component in Python, made by componentize-py: it carries CPython."""

from collections import Counter

import wit_world
from componentize_py_types import Err
from wit_world import exports
from wit_world.exports.words import Tally


class WitWorld(wit_world.WitWorld):
    def announce(self, text: str) -> int:
        print(f"announcing {text}")
        return wit_world.announced(text)


class Words(exports.Words):
    def count(self, text: str) -> list[Tally]:
        return [Tally(word, times) for word, times in Counter(text.split()).most_common()]

    def divide(self, a: int, b: int) -> int:
        try:
            return a // b
        except ZeroDivisionError as error:
            raise Err(str(error))

    def power(self, base: int, exponent: int) -> str:
        return str(base**exponent)


class Stacks(exports.Stacks):
    pass
