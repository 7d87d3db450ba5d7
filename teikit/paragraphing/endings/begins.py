"""The beginning of the ending of a document not sent by wire: a name, an office, a close, a list of copies."""

from __future__ import annotations

from collections.abc import Sequence

from teikit.paragraphing.endings.closing_lines import is_scrawl
from teikit.paragraphing.endings.last_lines import LastLines
from teikit.paragraphing.endings.parts import GOING_ON
from teikit.paragraphing.line_patterns import SENTENCE_END, TYPED_NAME

LINES_ABOVE = 3  # free lines above a field that begins an ending, at least
SIGNED = ("signer", "office")
"""Parts of an ending that count only below the end of a sentence."""
MOST_SCRAWLS = 2  # lines of a scrawled signature between the text and the typed name, at most
SIGNERS = 2  # names of signers one below the other, at most: the author and his chief
SIGNATURE_LINES = 3  # lines between the text and the first sure line of the ending, at most


class EndingStart:
    """Finds the place of the first of the last lines of a document that is not text.

    ``free`` says of each line whether it is in no block, ``text`` is that of the draft, ``is_posted`` says that the
    document was sent to somebody.
    """

    def __init__(self, lines: LastLines, free: Sequence[bool], text: str, is_posted: bool) -> None:
        self._lines, self._free, self._text, self._is_posted = lines, free, text, is_posted

    def first(self) -> int:
        """The first line of the ending of a document that was not sent by wire; 0 if there is none."""
        first = next(
            (
                at
                for at in range(self._lines.text_end(), len(self._lines.rows))
                if self._may_begin(at) and self._begins(at)
            ),
            0,
        )
        below = self._below_text(first) if first and self._lines.part(first) in SIGNED else 0
        return below or self._from_signature(first)

    def _from_signature(self, first: int) -> int:
        """The first of the short lines between the text and line ``first``; ``first`` if there are none or many.

        If the engine lost the full stop above them, a name is the first if there is a blank line above it, or if it is
        that of the sender; and so is the first of two names with a blank line above each.
        """
        at = first
        while at > 1 and first - at < SIGNATURE_LINES and self._free[at - 1] and self._lines.may_sign(at - 1):
            at -= 1
        if at == first or self._lines.ends_text(at - 1):
            return at
        names = [place for place in range(at, first) if self._lines.may_be_signer(place)]
        are_apart = all(map(self._is_below_blank, names))
        is_single = len(names) == 1 and (are_apart or self._lines.is_sender(names[0]))
        are_two = names == list(range(first - SIGNERS, first)) and are_apart
        return names[0] if is_single or are_two else first

    def _is_below_blank(self, at: int) -> bool:
        """Whether there is a blank line, or something that belongs to the page, above a line."""
        return len(self._text[self._lines.rows[at - 1].end : self._lines.rows[at].start].splitlines()) > 1

    def _may_begin(self, at: int) -> bool:
        """Whether an ending may begin with a line: it is in no block, or is a field below text (``Distribution:``)."""
        return self._free[at] or (self._lines.part(at) in GOING_ON and sum(self._free[:at]) >= LINES_ABOVE)

    def _begins(self, at: int) -> bool:
        """Whether a line is a first part of an ending; a name counts below a sentence, or as the sender's."""
        part = self._lines.part(at)
        is_apart = (self._lines.is_sender(at) or self._is_last_name(at)) and self._is_below_blank(at)
        return bool(part) and (part not in SIGNED or self._below_text(at) > 0 or is_apart)

    def _is_last_name(self, at: int) -> bool:
        """Whether a line is the last one in no block, and a name without a list of names above it."""
        is_name = self._lines.part(at) == "signer" and not any(self._free[at + 1 :])
        return self._is_posted and is_name and not self._lines.may_be_signer(at - 1)

    def _below_text(self, at: int) -> int:
        """The first line of a signature: the scrawl above a typed name, or the name; 0 if no sentence ends above."""
        scrawls, is_sure = 0, TYPED_NAME.fullmatch(self._lines.texts[at]) is not None
        while (
            scrawls < MOST_SCRAWLS
            and at - scrawls > 1
            and is_scrawl(self._lines.texts[at - scrawls - 1], self._lines.texts[at])
        ):
            scrawls += 1
        above = at - scrawls - 1
        if above and self._lines.may_be_signer(above):  # H. ROBINSON. / Colonel, FA / Chief
            return self._below_text(above)
        is_end = self._lines.ends_text(above) or (is_sure and SENTENCE_END.search(self._lines.texts[above]))
        return at - scrawls if is_end else 0
