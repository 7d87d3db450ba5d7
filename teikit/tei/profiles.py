"""The three profiles: how a correction shows in the TEI, and what the header says of it."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod

from lxml import etree

from teikit.core import Certainty, Evidence, Piece, Source
from teikit.tei.build import ID, make, pointer, pointers
from teikit.tei.content import Content

WORD = re.compile(r"\S+\s*")


class Profile(ABC):
    """What becomes of the corrections of one document; ``prefix`` is that of its ids.

    ``method`` and ``prose`` are what the header says of it. ``removal`` is the element that stands where something was
    taken away, empty where nothing does. ``annotations`` are those on what was corrected so far.
    """

    method = "silent"
    prose = ""
    removal = ""

    def __init__(self, source: Source, prefix: str) -> None:
        self.source, self.prefix = source, prefix
        self.annotations: list[etree._Element] = []

    @abstractmethod
    def correct(self, content: Content, piece: Piece, old: str, new: str) -> None:
        """Add a corrected stretch to an element: ``old`` is what the OCR read there, ``new`` what stands there now."""


class Markup(Profile):
    """Both readings side by side in the text."""

    method = "markup"
    prose = (
        "Errors of the OCR are corrected word by word, and the reading of the OCR is kept beside each correction; an "
        "empty correction takes a stray mark away. A correction names the rule that made it, its evidence and its "
        "certainty. Errors of the telegram itself are not corrected."
    )
    removal = "choice"

    def correct(self, content: Content, piece: Piece, old: str, new: str) -> None:
        """A choice of both readings; what the OCR did not read at all is supplied."""
        if old.strip():
            before, old, new, after = differing(old.strip(), new)
            content.text(before)
            content.add(_choice(old, new, account(piece)))
            content.text(after)
            return
        if new[:1] == " ":
            content.text(" ")
        content.add(make("supplied", new.strip(), reason="omitted-by-ocr", **account(piece)))
        if new[-1:] == " ":
            content.text(" ")


class Silent(Profile):
    """The corrected text only."""

    prose = "Errors of the OCR are corrected without a mark. The lines of the OCR stand in sourceDoc as they were."

    def correct(self, content: Content, piece: Piece, old: str, new: str) -> None:
        """The new reading as plain text."""
        content.text(new)


class Standoff(Profile):
    """The corrected text, and an annotation on each correction."""

    prose = (
        "Errors of the OCR are corrected in the text without a mark there; an annotation records each of them, with "
        "the place in the OCR text, its reading, the rule and the certainty."
    )
    removal = "anchor"

    def correct(self, content: Content, piece: Piece, old: str, new: str) -> None:
        """The new reading in a ``seg``, or an ``anchor`` where there is none, to which an annotation points."""
        name = f"{self.prefix}c{len(self.annotations) + 1}"
        if new.strip():
            target = make("seg", new, id=f"{name}.text")
            content.add(target)
        else:
            target = make("anchor", id=f"{name}.text")
            content.aside(target)
        grounds = account(piece)
        note = make("note", old, type="ocr", resp=grounds["resp"], cert=grounds["cert"])
        place = make("ptr", target=pointer(self.source, piece.span))
        self.annotations.append(
            make("annotation", "", place, note, id=name, motivation="editing", target=f"#{target.get(ID)}")
        )


PROFILES: dict[str, type[Profile]] = {"markup": Markup, "silent": Silent, "standoff": Standoff}
"""The profiles under their names on the command line."""


def account(piece: Piece) -> dict[str, str]:
    """Who changed a stretch, how sure, and on what ground; of several edits the least sure one counts."""
    by = dict.fromkeys(name for edit in piece.why for name in edit.by)
    guessed = any(edit.evidence is Evidence.CONJECTURE for edit in piece.why)
    evidence = Evidence.CONJECTURE if guessed else piece.why[-1].evidence
    cert = min(edit.cert for edit in piece.why)
    if guessed:
        cert = min(cert, Certainty.MEDIUM)
    grounds = {"resp": pointers(by), "evidence": str(evidence), "cert": str(cert)}
    witnesses = dict.fromkeys(witness for edit in piece.why for witness in edit.source)
    return {**grounds, "source": pointers(witnesses)} if witnesses else grounds


def differing(old: str, new: str) -> tuple[str, str, str, str]:
    """Two readings without the words that they share at their ends, between these: a choice is as wide as the error.

    What is left of neither is empty; readings over a line end stay as they are.

    >>> differing("OF PA", "OR PA"), differing("LC, OADR", "C, OADR"), differing("THE OF", "OF")
    (('', 'OF', 'OR', ' PA'), ('', 'LC,', 'C,', ' OADR'), ('', 'THE OF', 'OF', ''))
    """
    a, b = WORD.findall(old), WORD.findall(new)
    if "\n" in old or "\r" in old or min(len(a), len(b)) < 2:
        return "", old, new, ""
    most = min(len(a), len(b)) - 1
    first = next((at for at in range(most) if a[at] != b[at]), most)
    behind = range(1, most - first + 1)
    last = next((at - 1 for at in behind if a[-at].strip() != b[-at].strip()), len(behind))
    after = "".join(a[len(a) - last :])
    blank = a[len(a) - last - 1][len(a[len(a) - last - 1].rstrip()) :] if last else ""
    cut = ["".join(words[first : len(words) - last]).rstrip() for words in (a, b)]
    return "".join(a[:first]), cut[0], cut[1], blank + after


def _choice(old: str, new: str, grounds: dict[str, str]) -> etree._Element:
    sic, corr = make("sic"), make("corr", type="ocr", **grounds)
    for element, text in ((sic, old), (corr, new)):
        Content(element).text(text)
    return make("choice", "", sic, corr)
