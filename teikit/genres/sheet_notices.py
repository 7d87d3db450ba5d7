"""Pieces of the notices that an archive stamps on released documents, on identification sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex
from rapidfuzz.fuzz import partial_ratio

from teikit.genres.sheet_fields import SheetLabel
from teikit.lexicon import Stamp
from teikit.lexicon.matching import letters

PIECE_LETTERS = 6  # letters of a piece of a notice, at least
PIECE_SIMILARITY = 80  # similarity, 0 to 100, of a misread piece of a notice, at least
SCRAP_LETTERS = 5  # letters and digits of a scrap of a notice, at least: "t ot 1992"
SCRAP_SIMILARITY = 64  # similarity, 0 to 100, of a scrap that may be of a notice, at least
CAPITAL_SIMILARITY = 85  # that of a scrap without lower-case letters, which archivists write, too: "192 (44 USC 2107"
SMALL = regex.compile(r"\p{Ll}")  # a line without any must be more similar, as labels in capitals resemble notices


class NoticePieces:
    """Recognises pieces of notices, although labels of sheets may have the same words."""

    def __init__(self, labels: Sequence[SheetLabel], notices: Iterable[Stamp]) -> None:
        self._notices = [_signs("".join(line.text for line in notice.lines)) for notice in notices]
        own_labels = [label for entry in labels for label in entry.labels if not self._is_in_notice(label)]
        self._label_pieces = {piece for label in own_labels for piece in _pieces(label)}

    def is_piece(self, value: str) -> bool:
        """Whether a line is a piece of a notice: ``SE UNDER THE PRESIDENT JOHN F. KENNEDY ASSASSINA``.

        A piece of a label is not one: ``RECORD`` above ``NUMBER``.
        """
        return value.strip() not in self._label_pieces and self._is_in_notice(value)

    def is_scrap(self, value: str) -> bool:
        """Whether a line may be a piece of a notice of which only half was read rightly: ``ollechon ech ot 1942``."""
        signs = _signs(value)
        notices = [notice for notice in self._notices if len(notice) >= len(signs)]
        alike = max((partial_ratio(signs, notice) for notice in notices), default=0.0)
        return len(signs) >= SCRAP_LETTERS and alike >= (
            SCRAP_SIMILARITY if SMALL.search(value) else CAPITAL_SIMILARITY
        )

    def _is_in_notice(self, value: str) -> bool:
        """Whether a value is a piece of a notice of the archive, perhaps misread."""
        own, signs = letters(value), _signs(value)
        notices = [notice for notice in self._notices if len(notice) >= len(signs)]
        piece = len(own) >= PIECE_LETTERS and any(
            partial_ratio(own, letters(notice)) >= PIECE_SIMILARITY for notice in notices
        )
        least = PIECE_LETTERS if own != signs else PIECE_LETTERS + 1  # "992 (44 U", but no word that a notice has, too
        exact = len(signs) >= least and any(signs in notice for notice in notices)
        return piece or exact


def _pieces(label: str) -> Iterator[str]:
    """The words with which a label begins and those with which it ends: ``RECORD`` and ``NUMBER``."""
    words = label.split()
    for count in range(1, len(words)):
        yield " ".join(words[:count])
        yield " ".join(words[count:])


def _signs(text: str) -> str:
    """The letters and digits of a text, in capitals."""
    return "".join(filter(str.isalnum, text.upper()))
