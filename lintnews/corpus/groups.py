"""Things put together by pairs of them: disjoint sets, with paths halved on the way (Tarjan, van Leeuwen, 1984)."""

from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

Thing = TypeVar("Thing", bound=Hashable)


class Groups(Generic[Thing]):
    """Which things hang together. One that is in no pair is a group of its own."""

    def __init__(self) -> None:
        self._parents: dict[Thing, Thing] = {}

    def __iter__(self) -> Iterator[Thing]:
        """The things met so far, in order."""
        return iter(list(self._parents))

    def root(self, thing: Thing) -> Thing:
        """The thing that stands for a group."""
        parents = self._parents
        while (parent := parents.setdefault(thing, thing)) != thing:
            parents[thing] = thing = parents[parent]
        return thing

    def join(self, one: Thing, other: Thing) -> None:
        """Make one group of two; what stands for the first stands for both."""
        self._parents[self.root(other)] = self.root(one)

    def numbers(self) -> dict[Thing, int]:
        """A number for each thing, the same for those of a group."""
        numbers: dict[Thing, int] = {}
        return {one: numbers.setdefault(self.root(one), len(numbers)) for one in self}
