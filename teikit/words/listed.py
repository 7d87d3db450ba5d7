"""A vocabulary with the words of the user's lists in addition to those of the collection.

The words of the collection are compiled. Those of the lists, which may be thousands of names with or without counts,
are indexed by symspellpy when a form is first looked up: that takes some tenth of a second and 20 MB for 5,000 words.
symspellpy is imported nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from teikit.words.vocabulary import NEAREST, Vocabulary

if TYPE_CHECKING:
    from symspellpy import SymSpell

FARTHEST = 2  # largest distance at which words of a list are found


class ListedVocabulary(Vocabulary):
    """A vocabulary to which the words of ``listed`` are added, each with its count.

    A word that the collection has, too, has the higher of the two counts.
    """

    def __init__(self, vocabulary: Vocabulary, listed: Mapping[str, int]) -> None:
        super().__init__(vocabulary.data)
        self.listed = dict(listed)

    def __getitem__(self, word: str) -> int:
        count = self.listed.get(word)
        if count is None:
            return super().__getitem__(word)
        return max(count, super().__getitem__(word)) if super().__contains__(word) else count

    def __contains__(self, word: object) -> bool:
        return word in self.listed or super().__contains__(word)

    def __iter__(self) -> Iterator[str]:
        return chain(super().__iter__(), self._new)

    def __len__(self) -> int:
        return super().__len__() + len(self._new)

    @cached_property
    def _new(self) -> list[str]:
        """The words that the collection does not have."""
        return [word for word in self.listed if word not in self._numbers]

    @cached_property
    def _index(self) -> SymSpell:
        """The words of the lists, to be looked up even if they are misread."""
        from symspellpy import SymSpell

        index = SymSpell(max_dictionary_edit_distance=FARTHEST)
        for word, count in self.listed.items():
            index.create_dictionary_entry(word, max(count, 1))
        return index

    def count(self, word: str) -> int:
        return self.get(word, 0)

    def _look_near(self, form: str, distance: int) -> list[tuple[int, str]]:
        """The words of the lists and of the collection near a form, nearest and commonest first."""
        from symspellpy import Verbosity

        suggestions = self._index.lookup(form, Verbosity.ALL, max_edit_distance=min(distance, FARTHEST))
        near = {suggestion.term: suggestion.distance for suggestion in suggestions}
        near |= {word: edits for edits, word in super()._look_near(form, distance)}
        ranked = sorted((edits, -self[word], word) for word, edits in near.items())
        return [(edits, word) for edits, _, word in ranked[:NEAREST]]
