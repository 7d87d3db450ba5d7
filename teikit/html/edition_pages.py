"""Show how much of each page is withheld: a table of the releases, and a strip of small drawings of the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from math import ceil

from teikit.collation.excisions import Excision
from teikit.html.edition_release import Release
from teikit.html.edition_view import View, gap_attribute
from teikit.html.tags import Html, bdi, joined, tag
from teikit.wording import amount, counted

LINES = 14  # lines of text on a small page
FULL = 1600  # characters of a full page, at least
# Lengths in units of the drawing, which is 20 wide and 28 high:
LEFT = 3  # left end of the lines
WIDTH = 14  # length of a line
TOP = 4  # height of the first line
STEP = 1.6  # distance between lines
SHORTEST_BAR = 1.5  # length of a visible bar, at least
ROUNDING = 0.05  # length below which the rest of a bar is an error of rounding
GUESSED = {"page": FULL, "rest of page": 800, "line": 60, "lines": 60, "word": 6, "words": 6}
"""Characters drawn for each unit or extent that the mark of a gap gives."""
SPOT = 24  # characters drawn for an excision whose extent is not known
MANY_PAGES = 40  # pages of a release above which the drawings are smaller

Run = tuple[str, int]
"""A part of a page, with its characters: ``text``, ``gap`` (printed by another release) or ``dark`` (by none)."""


@dataclass(frozen=True)
class Share:
    """The amount withheld: characters that are ``printed``, and withheld ones that another release prints.

    ``places`` is the number of excisions, ``dark`` that of those that no release prints, whose length is unknown.
    """

    printed: int
    withheld: int
    places: int
    dark: int

    def __str__(self) -> str:
        """``12 %``; ``≥ 12 %`` if there are dark places, too; only their number if nothing else is known."""
        whole = self.printed + self.withheld
        share = round(100 * self.withheld / whole) if whole else 0
        if not self.places:
            return ""
        if not self.withheld:
            return counted(self.places, "place")
        if not share:
            return "> 0 %" if self.dark else "< 1 %"
        return f"≥ {share} %" if self.dark else f"{share} %"


@dataclass(frozen=True)
class ReleasePages:
    """The pages of one release, with what is withheld on each."""

    view: View
    release: Release

    @cached_property
    def excisions(self) -> list[Excision]:
        """The excisions of the release."""
        return [excision for excision in self.view.edition.excisions if excision.witness_id == self.release.witness.id]

    @cached_property
    def runs(self) -> list[list[Run]]:
        """The parts of each page, in the order of the text."""
        pages: list[list[Run]] = [[] for _ in self.release.witness.pages]
        todo = sorted(self.excisions, key=lambda excision: excision.before_word)
        for at, word in enumerate(self.release.witness.words):
            while todo and todo[0].before_word <= at:
                excision = todo.pop(0)
                pages[excision.page].append(_withheld(excision))
            pages[word.page].append(("text", len(word.text) + 1))
        for excision in todo:
            pages[excision.page].append(_withheld(excision))
        return pages

    def share(self, page: int | None = None) -> Share:
        """The share withheld of a page, counted from 0, or of the whole release."""
        excisions = [excision for excision in self.excisions if page in (None, excision.page)]
        pages = self.runs if page is None else [self.runs[page]]
        lengths = [run for runs in pages for run in runs]
        printed, withheld = (sum(length for kind, length in lengths if kind == wanted) for wanted in ("text", "gap"))
        return Share(printed, withheld, len(excisions), sum(not excision.recovered for excision in excisions))


def _withheld(excision: Excision) -> Run:
    return ("gap", len(excision.text) + 1) if excision.recovered else ("dark", _guessed(excision))


def _guessed(excision: Excision) -> int:
    """How many characters an excision that no release prints may withhold, by what its mark says."""
    count = amount(gap_attribute(excision, "quantity")) or 1
    return round(count * GUESSED.get(gap_attribute(excision, "extent") or gap_attribute(excision, "unit"), SPOT))


# ---------------------------------------------------------------- table of the releases


def release_table(view: View) -> Html:
    """A table with a row for each release: date, file, pages, words, excisions, and the share that is withheld."""
    heads = ("Release", "Released", "Read from", "Pages", "Words", "Excisions", "Printed by another", "Withheld")
    head = tag("tr", *(tag("th", name, scope="col") for name in heads))
    rows = joined(_release_row(ReleasePages(view, release)) for release in view.releases.values())
    return tag("table", tag("thead", head), tag("tbody", rows), class_="cards sums")


def _release_row(pages: ReleasePages) -> Html:
    """The row of a release in the table of releases."""
    release, share = pages.release, pages.share()
    cells = (
        release.date or "not known",
        bdi(release.origin),
        f"{len(release.witness.pages):,}",
        f"{len(release.witness.words):,}",
        f"{share.places:,}",
        f"{share.places - share.dark:,}",
        str(share) if share.withheld else "not known" if share.places else "nothing",
    )
    return tag("tr", tag("th", release.name, scope="row"), *(tag("td", cell) for cell in cells))


# ---------------------------------------------------------------- strip of pages


def page_strip(view: View) -> Html:
    """For each release, a small drawing of each page with the parts withheld on it, as a link to the page."""
    past = tag("a", "Past the pages", class_="skip", href=f"#w{view.number}text")
    strips = (_release_strip(ReleasePages(view, release)) for release in view.releases.values())
    return tag("div", past, *strips, class_="strip")


def _release_strip(pages: ReleasePages) -> Html:
    """The drawings of the pages of one release, and which pages are missing."""
    release = pages.release
    count = len(release.witness.pages)
    links = (tag("li", _page_link(pages, number)) for number in range(count))
    missing = release.witness.telegram.missing
    not_here = [tag("p", f"Missing: page {', '.join(missing)}.")] if missing else []
    return tag(
        "div", tag("h4", release.name), tag("ul", *links, class_="many" if count > MANY_PAGES else ""), *not_here
    )


def _page_link(pages: ReleasePages, number: int) -> Html:
    """The drawing of a page, counted from 0, as a link to the page, with the share that is withheld."""
    page, share = pages.release.witness.pages[number], pages.share(number)
    inside = [_drawing(pages.runs[number]), tag("span", page.n)]
    if share.places:
        inside.append(tag("small", str(share)))
    label = f"page {page.n}: " + (f"{_spoken(share)} withheld" if share.places else "nothing withheld")
    return tag("a", *inside, href=f"#{pages.release.key}p{number + 1}", aria_label=label)


def _spoken(share: Share) -> str:
    """A share in words for screen readers."""
    return str(share).replace("≥", "at least").replace("<", "less than").replace(">", "more than")


def _drawing(runs: Sequence[Run]) -> Html:
    """A small drawing of a page: lines of text, and over them bars where something is withheld."""
    total = sum(length for _, length in runs)
    scale = WIDTH * LINES / max(total, FULL)  # length on the lines of the drawing for one character
    bars: dict[str, list[str]] = {"gap": [], "dark": []}
    at = 0.0
    for kind, length in _merged(runs):
        end = at + length * scale
        if kind in bars:
            bars[kind] += _bars(at, min(max(end, at + SHORTEST_BAR), WIDTH * LINES))
        at = end
    # One stroke down the page, as wide as the length of a line and dashed into lines by the style sheet.
    stroke = f"M10 {_number(TOP - STEP / 2)}v{_number(ceil(total * scale / WIDTH) * STEP)}"
    lines = [tag("path", class_="lines", d=stroke)] if total else []
    drawn = [tag("path", class_=kind, d="".join(parts)) for kind, parts in bars.items() if parts]
    sheet = tag("path", class_="sheet", d="M.5.5h19v27H.5z")
    return tag("svg", sheet, *lines, *drawn, viewBox="0 0 20 28", aria_hidden="true")


def _merged(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs, with neighbours of one kind merged; those without characters are left out."""
    for kind, group in groupby(runs, key=lambda run: run[0]):
        if total := sum(length for _, length in group):
            yield kind, total


def _bars(start: float, end: float) -> Iterator[str]:
    """A run as strokes of a drawing, one on each line; ``start`` and ``end`` count the lines as one long line."""
    while end - start > ROUNDING:
        line = int(start // WIDTH + 1e-9)  # not the line above, even where a sum of floats falls just short of its end
        stop = min(end, WIDTH * (line + 1.0))
        yield f"M{_number(LEFT + start - WIDTH * line)} {_number(TOP + STEP * line)}h{_number(stop - start)}"
        start = stop


def _number(value: float) -> str:
    """A number of a drawing with at most one decimal: ``3``, ``1.6``."""
    return f"{value:.1f}".removesuffix(".0")
