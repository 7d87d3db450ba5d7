"""How much of each page is withheld: a table of the releases, and a strip of small pages to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from teikit.collation.excisions import Excision
from teikit.html.edition_release import Release
from teikit.html.edition_view import View, gap_attribute
from teikit.html.tags import Html, bdi, joined, tag
from teikit.wording import counted

LINES = 14  # lines on a small page
FULL = 1600  # characters of a full page, at least
# In units of the drawing, which is 20 wide and 28 high:
LEFT = 3  # left end of the lines
WIDTH = 14  # length of a line
TOP = 4  # height of the first line
STEP = 1.6  # distance of lines
SHORTEST_BAR = 1.5  # shortest length of a visible bar
GUESSED = {"page": 1600, "rest of page": 800, "line": 60, "lines": 60, "word": 6, "words": 6}
"""Characters for each unit or extent that a gap says is withheld."""
SPOT = 24  # characters drawn for something withheld whose extent is not known
MANY = 40  # pages above which the pictures are smaller

Stretch = tuple[str, int]
"""What stands on a page, and its characters: ``text``, ``gap`` (withheld, printed by another) or ``dark`` (by none)."""


@dataclass(frozen=True)
class Share:
    """The characters that are printed and withheld, the number of places, and of those that no release prints."""

    printed: int
    withheld: int
    places: int
    dark: int

    def __str__(self) -> str:
        """``12 %``; ``≥ 12 %`` where it is not known how much more."""
        whole = self.printed + self.withheld
        share = round(100 * self.withheld / whole) if whole else 0
        if not self.places:
            return ""
        if not self.withheld:
            return counted(self.places, "place")
        least = "≥ " if self.dark else ""
        return f"{least}{share} %" if share else f"{least or '< '}1 %"


@dataclass(frozen=True)
class ReleasePages:
    """The pages of one release with what is withheld on them."""

    view: View
    release: Release

    @cached_property
    def excisions(self) -> list[Excision]:
        """The excisions of the release."""
        return [excision for excision in self.view.edition.excisions if excision.witness_id == self.release.witness.id]

    @cached_property
    def stretches(self) -> list[list[Stretch]]:
        """For each page what stands on it, in order."""
        pages: list[list[Stretch]] = [[] for _ in self.release.witness.pages]
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
        """How much of a page, or of the release, is withheld."""
        places = [excision for excision in self.excisions if page in (None, excision.page)]
        pages = self.stretches if page is None else [self.stretches[page]]
        lengths = [stretch for stretches in pages for stretch in stretches]
        printed, withheld = (sum(length for kind, length in lengths if kind == wanted) for wanted in ("text", "gap"))
        return Share(printed, withheld, len(places), sum(not excision.recovered for excision in places))


def _withheld(excision: Excision) -> Stretch:
    return ("gap", len(excision.text) + 1) if excision.recovered else ("dark", _guessed(excision))


def _guessed(excision: Excision) -> int:
    """The characters that may be withheld in a place that nobody prints, by what its mark says."""
    quantity = gap_attribute(excision, "quantity")
    count = int(quantity[:3]) if quantity.isdecimal() else 1
    return count * GUESSED.get(gap_attribute(excision, "extent") or gap_attribute(excision, "unit"), SPOT)


# ---------------------------------------------------------------- table of the releases


def release_table(view: View) -> Html:
    """A table with a line for each release."""
    heads = ("Release", "Released", "Read from", "Pages", "Words", "Excisions", "Printed by another", "Withheld")
    head = tag("tr", *(tag("th", name, scope="col") for name in heads))
    rows = joined(_release_row(ReleasePages(view, release)) for release in view.releases.values())
    return tag("table", tag("thead", head), tag("tbody", rows), class_="cards sums")


def _release_row(pages: ReleasePages) -> Html:
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
    """For each release a small picture of each page, with what is withheld on it: a link to the page."""
    past = tag("a", "Past the pages", class_="skip", href=f"#w{view.number}text")
    strips = (_release_strip(ReleasePages(view, release)) for release in view.releases.values())
    return tag("div", past, *strips, class_="strip")


def _release_strip(pages: ReleasePages) -> Html:
    release = pages.release
    count = len(release.witness.pages)
    icons = (tag("li", _icon(pages, number)) for number in range(count))
    missing = release.witness.telegram.missing
    not_here = [tag("p", f"Not here: page {', '.join(missing)}.")] if missing else []
    return tag("div", tag("h4", release.name), tag("ul", *icons, class_="many" if count > MANY else ""), *not_here)


def _icon(pages: ReleasePages, number: int) -> Html:
    page, share = pages.release.witness.pages[number], pages.share(number)
    inside = [_picture(pages.stretches[number]), tag("span", page.n)]
    if share.places:
        inside.append(tag("small", str(share)))
    label = f"page {page.n}: " + (f"{_spoken(share)} withheld" if share.places else "nothing withheld")
    return tag("a", *inside, href=f"#{pages.release.key}p{number + 1}", aria_label=label)


def _spoken(share: Share) -> str:
    """A share as a screen reader says it."""
    return str(share).replace("≥", "at least").replace("<", "less than")


def _picture(stretches: Sequence[Stretch]) -> Html:
    """A page in small: lines of text, and over them bars where something is withheld."""
    total = sum(length for _, length in stretches)
    scale = WIDTH * LINES / max(total, FULL)
    bars: dict[str, list[str]] = {"gap": [], "dark": []}
    at = 0.0
    for kind, length in _runs(stretches):
        end = at + length * scale
        if kind in bars:
            bars[kind] += _bars(at, min(max(end, at + SHORTEST_BAR), WIDTH * LINES))
        at = end
    # One stroke down the page, as wide as a line is long and dashed into lines by the style sheet.
    stroke = f"M10 {_number(TOP - STEP / 2)}v{_number(ceil(total * scale / WIDTH) * STEP)}"
    lines = [tag("path", class_="lines", d=stroke)] if total else []
    drawn = [tag("path", class_=kind, d="".join(parts)) for kind, parts in bars.items() if parts]
    sheet = tag("path", class_="sheet", d="M.5.5h19v27H.5z")
    return tag("svg", sheet, *lines, *drawn, viewBox="0 0 20 28", aria_hidden="true")


def _runs(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Stretches of one kind after each other as one."""
    before, total = "", 0
    for kind, length in [*stretches, ("", 0)]:
        if kind != before:
            if total:
                yield before, total
            before, total = kind, 0
        total += length


def _bars(start: float, end: float) -> Iterator[str]:
    """A stretch of the text of a page as lines of a drawing."""
    while end - start > 0.05:
        line = int(start // WIDTH + 1e-9)  # not the line above, even where a sum of floats falls just short of its end
        stop = min(end, WIDTH * (line + 1.0))
        yield f"M{_number(LEFT + start - WIDTH * line)} {_number(TOP + STEP * line)}h{_number(stop - start)}"
        start = stop


def _number(value: float) -> str:
    """A number of a drawing, as short as can be."""
    return f"{value:.1f}".removesuffix(".0")
