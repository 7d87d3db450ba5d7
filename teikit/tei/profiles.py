"""The three profiles: how corrections are shown in the TEI, and what the header says about them."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod

from lxml import etree

from teikit.core import Certainty, Evidence, Piece, Source
from teikit.tei.build import ID, make, pointer, pointers
from teikit.tei.text.content import Content

WORD_AND_BLANKS = re.compile(r"\S+\s*")
"""A word with the white space after it."""


class Profile(ABC):
    """Encodes the corrections of one document; ``prefix`` is that of its ids.

    ``method`` (``correction/@method``) and ``prose`` are for the header. ``removal`` is the element in the place of
    text that was removed; empty: none. ``annotations`` are those on the corrections so far.
    """

    method = "silent"
    prose = ""
    removal = ""

    def __init__(self, source: Source, prefix: str) -> None:
        self.source, self.prefix = source, prefix
        self.annotations: list[etree._Element] = []

    @abstractmethod
    def correct(self, content: Content, piece: Piece, old: str, new: str) -> None:
        """Add a corrected stretch to an element: ``old`` is the reading of the OCR, ``new`` the correction."""


class Markup(Profile):
    """Both readings side by side in the text."""

    method = "markup"
    prose = (
        "Errors of the OCR are corrected word by word, and the reading of the OCR is kept with each correction; an "
        "empty correction removes a stray mark. A correction names the rule that made it, its evidence and its "
        "certainty. Errors of the telegram itself are not corrected."
    )
    removal = "choice"

    def correct(self, content: Content, piece: Piece, old: str, new: str) -> None:
        """Add a ``choice`` of both readings; ``supplied`` if the OCR read nothing."""
        if old.strip():
            before, old, new, after = differing(old.strip(), new)
            content.text(before)
            content.add(_choice(old, new, responsibility(piece)))
            content.text(after)
            return
        if new[:1] == " ":
            content.text(" ")
        content.add(make("supplied", new.strip(), reason="omitted-by-ocr", **responsibility(piece)))
        if new[-1:] == " ":
            content.text(" ")


class Silent(Profile):
    """The corrected text only."""

    prose = "Errors of the OCR are corrected without a mark. The lines of the OCR are in sourceDoc, unchanged."

    def correct(self, content: Content, piece: Piece, old: str, new: str) -> None:
        """Add the correction as plain text."""
        content.text(new)


class Standoff(Profile):
    """The corrected text, and an annotation on each correction."""

    prose = (
        "Errors of the OCR are corrected in the text without a mark there; an annotation records each of them, with "
        "the place in the OCR text, its reading, the rule and the certainty."
    )
    removal = "anchor"

    def correct(self, content: Content, piece: Piece, old: str, new: str) -> None:
        """Add the correction in a ``seg``, or an ``anchor`` if it is empty, and an annotation that points to it."""
        id = f"{self.prefix}c{len(self.annotations) + 1}"
        if new.strip():
            target = make("seg", new, id=f"{id}.text")
            content.add(target)
        else:
            target = make("anchor", id=f"{id}.text")
            content.aside(target)
        by = responsibility(piece)
        note = make("note", old, type="ocr", resp=by["resp"], cert=by["cert"])
        place = make("ptr", target=pointer(self.source, piece.span))
        self.annotations.append(
            make("annotation", "", place, note, id=id, motivation="editing", target=f"#{target.get(ID)}")
        )


PROFILES: dict[str, type[Profile]] = {"markup": Markup, "silent": Silent, "standoff": Standoff}
"""The profiles by their names on the command line."""


def responsibility(piece: Piece) -> dict[str, str]:
    """The attributes ``resp``, ``evidence``, ``cert`` and ``source`` of a correction.

    The least certain of several edits counts. A conjecture is never of high certainty.
    """
    by = dict.fromkeys(name for edit in piece.why for name in edit.by)
    guessed = any(edit.evidence is Evidence.CONJECTURE for edit in piece.why)
    evidence = Evidence.CONJECTURE if guessed else piece.why[-1].evidence
    cert = min(edit.cert for edit in piece.why)
    if guessed:
        cert = min(cert, Certainty.MEDIUM)
    attributes = {"resp": pointers(by), "evidence": str(evidence), "cert": str(cert)}
    witnesses = dict.fromkeys(witness for edit in piece.why for witness in edit.source)
    return {**attributes, "source": pointers(witnesses)} if witnesses else attributes


def differing(old: str, new: str) -> tuple[str, str, str, str]:
    """Two readings cut at the words that they share: the words before, either reading, the words after.

    This makes a ``choice`` as narrow as the error. At least one word of either is left; readings over a line end stay
    whole.

    >>> differing("OF PA", "OR PA"), differing("LC, OADR", "C, OADR"), differing("THE OF", "OF")
    (('', 'OF', 'OR', ' PA'), ('', 'LC,', 'C,', ' OADR'), ('', 'THE OF', 'OF', ''))
    """
    a, b = WORD_AND_BLANKS.findall(old), WORD_AND_BLANKS.findall(new)
    if "\n" in old or "\r" in old or min(len(a), len(b)) < 2:
        return "", old, new, ""
    most = min(len(a), len(b)) - 1
    first = next((at for at in range(most) if a[at] != b[at]), most)
    from_end = range(1, most - first + 1)
    last = next((at - 1 for at in from_end if a[-at].strip() != b[-at].strip()), len(from_end))
    after = "".join(a[len(a) - last :])
    blank = a[len(a) - last - 1][len(a[len(a) - last - 1].rstrip()) :] if last else ""
    cut = ["".join(words[first : len(words) - last]).rstrip() for words in (a, b)]
    return "".join(a[:first]), cut[0], cut[1], blank + after


def _choice(old: str, new: str, attributes: dict[str, str]) -> etree._Element:
    """``choice`` of the reading of the OCR and its correction, which has the attributes."""
    sic, corr = make("sic"), make("corr", type="ocr", **attributes)
    for element, text in ((sic, old), (corr, new)):
        Content(element).text(text)
    return make("choice", "", sic, corr)
