"""The lines of a draft for the judge, with their pages and the roles that passes have given them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from teikit.core import Draft, Layer, Line, Span, kinds
from teikit.core.papers import papers_of
from teikit.layers.facts import PageLine
from teikit.lexicon.line_roles import LineRole

ROLES_OF_KINDS = {
    kinds.RUNNING_HEAD: LineRole.HEAD,
    kinds.CLASSIFICATION: LineRole.BANNER,
    kinds.CAPTION: LineRole.BANNER,
    kinds.LETTERHEAD: LineRole.FORM,
    kinds.LABEL: LineRole.FORM,
    kinds.STAMP: LineRole.STAMP,
    kinds.EXEMPTION: LineRole.FORM,
    kinds.CATCHWORD: LineRole.HEAD,
    kinds.MARKUP: LineRole.SCRAP,
    kinds.ENGINE_HEADING: LineRole.HEAD,
    kinds.FIELD: LineRole.FIELD,
    kinds.SIGNED: LineRole.TEXT,
    kinds.INITIALS: LineRole.TEXT,
    kinds.POSTSCRIPT: LineRole.TEXT,
    kinds.CLOSING: LineRole.TEXT,
}
"""Roles of lines by the kinds of marks that cover more than half of them."""
WRITTEN = regex.compile(r"\w(?:.*\w)?")  # a line without specks at its edges


class JudgedLine(NamedTuple):
    """A line of the source, and the same with its page and what is known of it."""

    line: Line
    page_line: PageLine


def judged_lines(draft: Draft) -> list[JudgedLine]:
    """The lines of the source of a draft that are not blank, in order."""
    starts = sorted({mark.span.start for mark in draft.of_kind(kinds.PAGE)})
    papers = papers_of(draft)
    known_roles = _KnownRoles(draft)
    lines = []
    blank = 0
    for line in draft.source.lines:
        if not line.text.strip():
            blank += 1
            continue
        visible = line.start + line.text.rfind("\f") + 1
        page = max(bisect_right(starts, visible) - 1, 0)
        paper = next((paper for paper in reversed(papers) if paper.start <= visible), None)
        begins, genre = (paper.document.span.start, paper.genre) if paper else (0, "")
        first = max(bisect_right(starts, begins) - 1, 0)
        lines.append(
            JudgedLine(line, PageLine(line.text.strip(), page, blank, known_roles.role(line.span), genre, first))
        )
        blank = 0
    return lines


def stretches_apart(draft: Draft) -> list[Span]:
    """The stretches of the source in which no line is set aside: gaps, covers, passages in other languages."""
    apart = [mark.span for mark in draft.of_kind(*kinds.of_layer(Layer.GAP), kinds.COVER, kinds.FOREIGN)]
    return apart + [mark.span for mark in draft.of_kind(kinds.PAGE) if mark.get("cover")]


def untouched(draft: Draft, line: Line, apart: Sequence[Span], may_differ: bool = False) -> Span | None:
    """The span of a line of the source in the running text; None if a rule changed it or it touches ``apart``.

    Specks that a rule took from its edges change nothing: ``: Mr. Tavel __ |`` is the line ``Mr. Tavel __``.
    ``may_differ`` says that a changed line counts, too.
    """
    start = line.start + line.text.rfind("\f") + 1
    span = Span(draft.to_text(start), draft.to_text(line.end))
    if any(stretch.start <= line.end and start <= stretch.end for stretch in apart):
        return None
    before, now = line.text[start - line.start :], draft.text[span.start : span.end]
    is_whole = now == before or _is_without_specks(now.strip(), before)
    return span if is_whole or (may_differ and now.strip()) else None


def _is_without_specks(now: str, before: str) -> bool:
    """Whether a line is the same as before, except for marks at its edges."""
    return bool(now) and now in before and not any(map(str.isalnum, before.replace(now, "", 1)))


class _KnownRoles:
    """The stretches of a source to which passes have given a role, in order."""

    def __init__(self, draft: Draft) -> None:
        self.text = draft.source.plain
        self.stretches = sorted(self._stretches(draft), key=lambda stretch: stretch[0])
        self.starts = [span.start for span, _ in self.stretches]
        self.longest = max((span.end - span.start for span, _ in self.stretches), default=0)

    @staticmethod
    def _stretches(draft: Draft) -> Iterator[tuple[Span, LineRole]]:
        """The stretches that marks cover, or that an edit took out, each with its role."""
        for mark in draft.marks:
            if mark.kind in ROLES_OF_KINDS:
                yield mark.span, ROLES_OF_KINDS[mark.kind]
        for piece in draft.pieces:
            if piece.new == "" and not piece.hidden and piece.why:
                yield piece.span, LineRole.SCRAP

    def role(self, span: Span) -> str:
        """The role that passes have given to more than half of a line; empty if there is none.

        Specks that an edit took out do not count next to a mark: ``**RUSK**`` is a signature.
        """
        letters: Counter[LineRole] = Counter()
        first = bisect_left(self.starts, span.start - self.longest)
        for stretch, role in self.stretches[first : bisect_left(self.starts, span.end)]:
            start, end = max(stretch.start, span.start), min(stretch.end, span.end)
            if start < end:
                letters[role] += len("".join(self.text[start:end].split()))
        written = len("".join(self.text[span.start : span.end].split()))
        specks = letters.pop(LineRole.SCRAP, 0)
        role, count = letters.most_common(1)[0] if letters else (LineRole.SCRAP, 0)
        if 2 * count > written - specks:
            return str(role)
        return str(LineRole.SCRAP) if 2 * specks > written else ""


def without_blanks(draft: Draft, span: Span) -> Span:
    """A stretch of the running text without the white space around it."""
    text = draft.text[slice(*span)]
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


def without_specks(draft: Draft, span: Span) -> Span:
    """A stretch of the running text without the specks at its edges."""
    written = WRITTEN.search(draft.text, *span)
    return Span(*written.span()) if written else span
