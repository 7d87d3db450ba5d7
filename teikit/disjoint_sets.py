"""Disjoint sets of numbers (union-find): groups of all that is linked, from links between two at a time."""

from __future__ import annotations


class DisjointSets:
    """The numbers below ``count``, each in a set of its own at first (union-find with path halving).

    Each set is known by its root, which is one of its numbers.
    """

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, number: int) -> int:
        """The root of the set that a number is in."""
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def join(self, first: int, second: int) -> None:
        """Merge the sets of two numbers; the root of the new set is that of the first."""
        self._parent[self.root(second)] = self.root(first)

    def sets(self) -> dict[int, list[int]]:
        """The numbers of each set, in order, by its root; the sets are in the order of their smallest numbers.

        >>> some = DisjointSets(4)
        >>> some.join(3, 1)
        >>> some.sets()
        {0: [0], 3: [1, 3], 2: [2]}
        """
        members: dict[int, list[int]] = {}
        for number in range(len(self._parent)):
            members.setdefault(self.root(number), []).append(number)
        return members
