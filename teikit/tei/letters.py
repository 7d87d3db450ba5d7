"""The check that a finished TEI has all letters of the input, and none twice.

A letter is any character other than white space, as the OCR read it. Before the comparison, corrections are undone and
what other releases supply is left out; a gap or the hyphen of a line break counts for the letters that it replaces. The
profile silent has the reading of the OCR only in ``sourceDoc``, so there the corrected letters are compared.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple

from lxml import etree

from teikit.core import Draft, Layer, Piece, Span, kinds
from teikit.core.hyphens import HYPHENS
from teikit.core.packet import Page, Telegram
from teikit.errors import OutputInvalid
from teikit.tei.build import ID, g_character, q
from teikit.tei.profiles import PROFILES
from teikit.tei.text.inline import ENGINE_RULES
from teikit.tei.text.loose import order
from teikit.wording import visible

BUG = "This is a bug in teikit or in a rule of your own, not in your file. Please report it with the file."
"""The hint of the refusal."""
GAP = "\ud800"  # sign for a gap, both in the text of the TEI and in the letters of the input
ONE_HYPHEN = str.maketrans(dict.fromkeys(HYPHENS, "-"))
"""Replaces all hyphens by one sign, since ``lb`` does not say which one it stands for."""
ABSENT = ("missing", "misfiled")
"""Reasons of gaps for whole pages, which do not replace letters of the input."""
MOST_COMPARED = 4_000  # letters after the first difference among which the lost one is looked for
MOST_SHOWN = 40  # letters that a message names, at most


class Letters(NamedTuple):
    """Letters of the input, and the offset in it at which they begin."""

    start: int
    letters: str


class LetterCheck:
    """Compares the letters of each TEI made from a draft with those of the draft.

    ``profile`` is that of the TEI. All methods raise :class:`~teikit.errors.OutputInvalid`, which names the place.
    """

    def __init__(self, draft: Draft, profile: str) -> None:
        self._draft, self._keeps_readings = draft, bool(PROFILES[profile].removal)
        layers = (Layer.GAP, Layer.ENGINE)
        self._not_encoded = sorted((mark for mark in draft.marks if mark.kind.layer in layers), key=order)
        self._starts = [mark.span.start for mark in self._not_encoded]
        self._supplied = {mark.get("id") for mark in draft.of_kind(kinds.RECOVERED)}

    def refuse_unknown(self) -> None:
        """Refuse a mark of a kind that has no row in the table of kinds (OUTPUT-KIND)."""
        for mark in self._draft.marks:
            if mark.kind.layer is Layer.UNKNOWN:
                message = f"the rule {mark.rule} marks '{mark.kind}', a kind of mark that teikit does not know"
                hint = "Give it a row in teikit/core/kinds.py or, for a rule of your own, by teikit.core.kinds.add."
                raise OutputInvalid("OUTPUT-KIND", message, hint, self._draft.source.place(mark.span.start))

    def refuse_outside(self, pages: Sequence[Page]) -> None:
        """Refuse letters that are on none of the pages (OUTPUT-LETTERS)."""
        at, length = 0, len(self._draft.source.text)
        for span in [*sorted(page.span for page in pages), Span(length, length)]:
            if between := _letters(self._draft.source.text[at : span.start]):
                raise _refusal(self._draft, Letters(at, between))
            at = max(at, span.end)

    def refuse_loss(self, tei: etree._Element, telegram: Telegram) -> None:
        """Refuse a TEI that lacks a letter of its telegram or has it twice (OUTPUT-LETTERS)."""
        gaps = [mark.span for mark in self._draft.of_kind(kinds.GAP) if mark.span.start < mark.span.end]
        wanted = [letters for page in telegram.filed for letters in self._wanted(page, gaps)]
        expected = "".join(stretch.letters for stretch in wanted)
        encoded = _letters("".join(_OcrText(tei, self._supplied).of_body()))
        if expected != encoded and Counter(expected) != Counter(encoded):
            raise _refusal(self._draft, *_difference(self._draft, wanted, expected, encoded))

    def _wanted(self, page: Page, gaps: Sequence[Span]) -> Iterator[Letters]:
        """The letters of a page as the TEI is to have them, in order, with :data:`GAP` for the text of a gap.

        ``gaps`` are all that have text: one that a person marked may reach into this page from the one before.
        """
        start, end = page.span
        at = max((min(gap.end, end) for gap in gaps if gap.start < start < gap.end), default=start)
        if at > start:
            yield Letters(start, GAP)
        is_last = page.span.end == len(self._draft.source.text)
        last = len(self._not_encoded) if is_last else bisect_left(self._starts, page.span.end)
        markup_end = at  # the end of the markup in which a person may have put a gap
        for mark in self._not_encoded[bisect_left(self._starts, at) : last]:
            if mark.kind.layer is Layer.ENGINE:
                markup_end = mark.span.end
            elif at > mark.span.start and mark.span.start < markup_end:
                yield Letters(mark.span.start, GAP)
                at = max(at, min(mark.span.end, page.span.end))
            if mark.span.start >= at:
                yield from self._between(Span(at, mark.span.start))
                if mark.kind.layer is Layer.GAP:
                    yield Letters(mark.span.start, GAP)
                at = min(mark.span.end, page.span.end)
        yield from self._between(Span(at, page.span.end))

    def _between(self, span: Span) -> Iterator[Letters]:
        """The letters of a stretch without gaps and markup of the engine, piece by piece."""
        draft = self._draft
        first = max(bisect_left(draft.table.starts, span.start) - 1, 0)
        for piece in draft.pieces[first : bisect_left(draft.table.starts, span.end)]:
            if piece.new is None:
                start = max(piece.span.start, span.start)
                text = draft.source.text[start : min(piece.span.end, span.end)]
            elif piece.span.start < span.start:
                continue
            else:
                is_reading = piece.why[-1].rule not in ENGINE_RULES
                start, text = piece.span.start, self._edited(piece) if is_reading else piece.new
            if letters := _letters(text):
                yield Letters(start, letters)

    def _edited(self, piece: Piece) -> str:
        """What the TEI has of a piece that was corrected: the reading of the OCR, or in silent the correction."""
        is_as_read = self._keeps_readings or self._draft.table.is_broken_line(piece)
        return self._draft.table.original(piece) if is_as_read else piece.new or ""


def _letters(text: str) -> str:
    """A text without white space, with all its hyphens as one sign."""
    return "".join(text.split()).translate(ONE_HYPHEN)


# --------------------------------------------------------------------- the TEI


class _OcrText:
    """The text in the body of a TEI element as the OCR read it; ``supplied`` has the ids of what it did not read."""

    def __init__(self, tei: etree._Element, supplied: set[str]) -> None:
        self._tei, self._supplied = tei, supplied
        self._notes = {
            (annotation.get("target") or "")[1:]: annotation.find(q("note"))
            for annotation in tei.iter(q("annotation"))
            if annotation.get("motivation") == "editing"
        }

    def of_body(self) -> Iterator[str]:
        """The text of the telegram, in pieces, with :data:`GAP` for gaps."""
        for body in self._tei.iterfind(f"{q('text')}/{q('body')}"):
            yield from self._inside(body)

    def _inside(self, element: etree._Element) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            yield from self._of(child)
            yield child.tail or ""

    def _of(self, element: etree._Element) -> Iterator[str]:
        """The text of an element as read; that of a correction is in its ``sic``, or in its annotation."""
        id, note = element.get(ID) or "", self._notes.get(element.get(ID) or "")
        match etree.QName(element).localname:
            case "g":
                yield g_character(element.get("n") or "U+FFFD")
            case "gap":
                yield "" if element.get("reason") in ABSENT else GAP
            case "lb":
                yield "-" if element.get("rend") == "hyphen" else ""
            case "corr":
                pass
            case "supplied" if id in self._supplied:
                yield GAP
            case "supplied" if element.get("reason") == "omitted-by-ocr":
                pass
            case "note" if element.get("type") == "processing":
                pass
            case _ if note is not None:
                yield from self._inside(note)
            case _:
                yield from self._inside(element)


# ------------------------------------------------------------------ a loss


def _difference(draft: Draft, wanted: Sequence[Letters], expected: str, encoded: str) -> tuple[Letters, bool]:
    """The first letters that are lost or, if there are none, that are there twice; and whether they are lost."""
    lost, more = Counter(expected) - Counter(encoded), Counter(encoded) - Counter(expected)
    pairs = enumerate(zip(expected, encoded, strict=False))
    start = next((at for at, (letter, written) in pairs if letter != written), min(len(expected), len(encoded)))
    ours, theirs = expected[start : start + MOST_COMPARED], encoded[start : start + MOST_COMPARED]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for operation, begin, end, begin_theirs, end_theirs in matcher.get_opcodes():
        text = ours[begin:end] if lost else theirs[begin_theirs:end_theirs]
        if operation != "equal" and (lost or more) & Counter(text):
            return Letters(_offset(draft, wanted, start + begin), text), bool(lost)
    return Letters(_offset(draft, wanted, start), "".join((lost or more).elements())), bool(lost)


def _offset(draft: Draft, wanted: Sequence[Letters], number: int) -> int:
    """The offset in the input of a letter, counted from 0; approximate for a letter of a correction."""
    text = draft.source.text
    for stretch in wanted:
        if number < len(stretch.letters):
            printed = (offset for offset in range(stretch.start, len(text)) if not text[offset].isspace())
            return next(islice(printed, number, None), stretch.start) if stretch.letters != GAP else stretch.start
        number -= len(stretch.letters)
    return wanted[-1].start if wanted else 0


def _refusal(draft: Draft, stretch: Letters, is_lost: bool = True) -> OutputInvalid:
    """The refusal of a TEI that lacks letters, or has them twice."""
    letters = visible(stretch.letters.replace(GAP, "[gap]"))
    shown = letters if len(letters) <= MOST_SHOWN else f"{letters[:MOST_SHOWN]}..."
    message = f"the TEI lacks {shown}" if is_lost else f"the TEI has {shown} more often than the input"
    return OutputInvalid("OUTPUT-LETTERS", f"{message}; nothing was written", BUG, draft.source.place(stretch.start))
