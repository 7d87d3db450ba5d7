"""How much of each page is withheld: the summary of the releases, and a strip of small pages to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from teikit.collation.excisions import Excision
from teikit.html.edition_release import Release
from teikit.html.edition_view import View, said
from teikit.html.tags import Html, bdi, joined, tag
from teikit.wording import counted

LINES, FULL = 14, 1600
"""Lines on a small page, and the characters that a page holds at least that is full."""
LEFT, WIDTH, TOP, STEP = 3, 14, 4, 1.6
SEEN = 1.5
"""How long a bar is at least."""
GUESSED = {"page": 1600, "rest of page": 800, "line": 60, "lines": 60, "word": 6, "words": 6}
MANY = 40
"""Pages; of more the pictures are smaller."""
SPOT = 24
"""Characters by which something withheld is drawn of whose extent nothing is known."""
Stretch = tuple[str, int]
"""So many characters on a page: ``text``, ``gap`` (withheld, printed by another release) or ``dark`` (by none)."""


@dataclass(frozen=True)
class Share:
    """How many characters are printed and withheld, in how many places of which no release prints ``dark``."""

    printed: int
    withheld: int
    places: int
    dark: int

    def __str__(self) -> str:
        """``12 %``; ``≥ 12 %`` where nobody knows how much more."""
        whole = self.printed + self.withheld
        share = round(100 * self.withheld / whole) if whole else 0
        if not self.places:
            return ""
        if not self.withheld:
            return counted(self.places, "place")
        least = "≥ " if self.dark else ""
        return f"{least}{share} %" if share else f"{least or '< '}1 %"


@dataclass(frozen=True)
class Pages:
    """The pages of one release with what is withheld on them."""

    view: View
    release: Release

    @cached_property
    def excisions(self) -> list[Excision]:
        """The excisions of the release."""
        return [one for one in self.view.edition.excisions if one.witness == self.release.witness.id]

    @cached_property
    def stretches(self) -> list[list[Stretch]]:
        """For each page what stands on it, in order."""
        found: list[list[Stretch]] = [[] for _ in self.release.witness.pages]
        todo = sorted(self.excisions, key=lambda one: one.before)
        for at, word in enumerate(self.release.witness.words):
            while todo and todo[0].before <= at:
                self._draw(found, todo.pop(0))
            found[word.page].append(("text", len(word.text) + 1))
        for one in todo:
            self._draw(found, one)
        return found

    def _draw(self, found: list[list[Stretch]], one: Excision) -> None:
        length = len(one.text) + 1 if one.recovered else _guessed(one)
        found[one.page].append(("gap" if one.recovered else "dark", length))

    def share(self, page: int | None = None) -> Share:
        """What is withheld of a page, or of the release."""
        places = [one for one in self.excisions if page in (None, one.page)]
        parts = self.stretches if page is None else [self.stretches[page]]
        lengths = [(kind, length) for part in parts for kind, length in part]
        printed, withheld = (sum(length for kind, length in lengths if kind == name) for name in ("text", "gap"))
        return Share(printed, withheld, len(places), sum(not one.recovered for one in places))


def _guessed(one: Excision) -> int:
    quantity = said(one, "quantity")
    count = int(quantity[:3]) if quantity.isdecimal() else 1
    return count * GUESSED.get(said(one, "extent") or said(one, "unit"), SPOT)


# ---------------------------------------------------------------- summary


def summary(view: View) -> Html:
    """A table with a line for each release."""
    heads = ("Release", "Released", "Read from", "Pages", "Words", "Excisions", "Printed by another", "Withheld")
    head = tag("tr", *(tag("th", name, scope="col") for name in heads))
    lines = joined(_line(Pages(view, release)) for release in view.releases.values())
    return tag("table", tag("thead", head), tag("tbody", lines), class_="cards sums")


def _line(pages: Pages) -> Html:
    release, share = pages.release, pages.share()
    pages_and_words = f"{len(release.witness.pages):,}", f"{len(release.witness.words):,}"
    places = f"{share.places:,}", f"{share.places - share.dark:,}"
    cells = (
        release.date or "not known",
        bdi(release.origin),
        *pages_and_words,
        *places,
        str(share) if share.withheld else "not known" if share.places else "nothing",
    )
    return tag("tr", tag("th", release.name, scope="row"), *(tag("td", cell) for cell in cells))


# ---------------------------------------------------------------- strip


def strip(view: View) -> Html:
    """For each release a small picture of each page, with what is withheld on it: a link to the page."""
    past = tag("a", "Past the pages", class_="skip", href=f"#w{view.number}text")
    return tag("div", past, *(_pages(Pages(view, release)) for release in view.releases.values()), class_="strip")


def _pages(pages: Pages) -> Html:
    release = pages.release
    count = len(release.witness.pages)
    icons = tag(
        "ul", *(tag("li", _icon(pages, number)) for number in range(count)), class_="many" if count > MANY else ""
    )
    missing = release.witness.telegram.missing
    gone = [tag("p", f"Not here: page {', '.join(missing)}.")] if missing else []
    return tag("div", tag("h4", release.name), icons, *gone)


def _icon(pages: Pages, number: int) -> Html:
    page, share = pages.release.witness.pages[number], pages.share(number)
    inside = [_picture(pages.stretches[number]), tag("span", page.n)]
    if share.places:
        inside.append(tag("small", str(share)))
    said = f"page {page.n}: " + (f"{_spoken(share)} withheld" if share.places else "nothing withheld")
    return tag("a", *inside, href=f"#{pages.release.key}p{number + 1}", aria_label=said)


def _spoken(share: Share) -> str:
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
            bars[kind] += _bars(at, min(max(end, at + SEEN), WIDTH * LINES))
        at = end
    lines = (
        [tag("path", class_="lines", d=f"M10 {_n(TOP - STEP / 2)}v{_n(ceil(total * scale / WIDTH) * STEP)}")]
        if total
        else []
    )
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
        line = int(start // WIDTH + 1e-9)
        stop = min(end, WIDTH * (line + 1.0))
        yield f"M{_n(LEFT + start - WIDTH * line)} {_n(TOP + STEP * line)}h{_n(stop - start)}"
        start = stop


def _n(number: float) -> str:
    """A number of a drawing, as short as can be."""
    return f"{number:.1f}".removesuffix(".0")
