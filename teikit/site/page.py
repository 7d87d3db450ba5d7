"""Make the page of one document: its metadata, its text, its images, how to cite it, downloads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from lxml import etree

from teikit.export.described import REASONS
from teikit.files.xml import text_of
from teikit.folder.records import Record
from teikit.folder.stats import percent
from teikit.html.tags import Html, bdi, joined, tag
from teikit.site.entry import SiteEntry
from teikit.site.frame import IMAGE_POLICY, Frame, href
from teikit.site.original import original
from teikit.site.text import Text
from teikit.tei.build import ID, q
from teikit.wording import counted

VIEWS = (
    ("corrected", "as corrected", "radio"),
    ("read", "as the OCR read it", "radio"),
    ("furniture", "stamps, heads, banners", "checkbox"),
    ("lines", "lines as on the page", "checkbox"),
)
"""The switches above the text: their ids, labels and types. The style sheet does the rest."""
FACTS = (
    ("number", "Number"),
    ("date", "Date"),
    ("sender", "From"),
    ("addressees", "To"),
    ("kind", "Kind"),
    ("classification", "Classification"),
    ("record", "Record"),
    ("pages", "Pages"),
    ("excisions", "Places withheld"),
)
"""Facts about a document at the head of its page, and their labels."""
PAGE_MISSING = "the page is missing"  # text in the place of a missing page
UNEXPLAINED = "missing, for an unknown reason"  # text in the place of other missing text
MOST_READINGS = 400  # places of the apparatus that a page lists


LEGEND = (
    (tag("span", "[withheld: 2 lines, b1]", class_="gap"), "withheld; the code is the exemption claimed"),
    (tag("mark", "printed"), "withheld in one release, printed by another"),
    (
        tag("span", "word", class_="corr"),
        "corrected; the OCR reading is shown when the word is pointed at, and in the other view",
    ),
)
"""The meanings of the marks in the text, each shown as it looks."""


class Supplements(NamedTuple):
    """The parts of the page of a document in addition to its text.

    ``cited`` are its citations (the words, and the place, empty if it is not here), ``files`` the downloads (words and
    names relative to the top of the site); ``images`` are those of its pages.
    """

    cited: Mapping[str, str]
    files: Mapping[str, str]
    images: Mapping[str, str]


class DocumentPage:
    """The page of a document; ``pages`` are those of documents by their places."""

    def __init__(
        self, frame: Frame, entry: SiteEntry, record: Record, pages: Mapping[str, str], supplements: Supplements
    ) -> None:
        self.frame, self.entry, self.record, self.pages = frame, entry, record, pages
        self.cited, self.files, self.images = supplements
        header = record.header if record.corpus is None else record.corpus.find(q("teiHeader"))
        categories = () if header is None else header.iter(q("category"))
        self.claims = {category.get(ID, ""): text_of(category) for category in categories}

    def html(self) -> bytes:
        """The page."""
        body = self.record.element.find(f"{q('text')}/{q('body')}")
        text = Text(self.claims, self._link)
        article = tag("article", *([] if body is None else [text.html(body)]), class_="text")
        images = list(self._images())
        both = tag("div", article, *images, class_="with-images" if images else "alone")
        return self.frame.page(
            self.entry.page,
            self.entry.title,
            tag("h1", bdi(self.entry.title)),
            self._facts(),
            *self._switches(),
            both,
            *self._apparatus(),
            *self._queries(),
            self._cite(),
            *self._downloads(),
            sources=IMAGE_POLICY if images else "",
        )

    def _link(self, target: str) -> str:
        page = self.pages.get(target)
        return href(page, self.entry.page) if page else ""

    def _switches(self) -> Iterator[Html]:
        """The switches, before the text, because the style sheet depends on their state."""
        for name, _, kind in VIEWS:
            more = {"name": "reading"} if kind == "radio" else {}
            checked = "checked" if name == "corrected" else ""
            yield tag("input", type=kind, id=name, class_="switch", checked=checked, **more)
        labels = [tag("label", words, for_=name) for name, words, _ in VIEWS]
        yield tag("p", *labels, class_="switches")
        items = [joined([tag("dt", sample), tag("dd", meaning)]) for sample, meaning in LEGEND]
        yield tag("details", tag("summary", "What the marks mean"), tag("dl", *items), class_="legend")

    def _facts(self) -> Html:
        """A list of what is known about the document."""
        row = self.entry.stats
        pairs = [(label, str(getattr(row, name))) for name, label in FACTS if getattr(row, name)]
        pairs = [(label, moment(value) if label == "Date" else value) for label, value in pairs]
        if row.withheld:
            pairs.append(("Withheld", f"{percent(row.withheld)} of the words"))
        if row.opened:
            pairs.append(
                ("Opened", f"{percent(row.opened)} of the words: one release withholds them, another prints them")
            )
        items = [joined([tag("dt", label), tag("dd", bdi(value))]) for label, value in pairs]
        for label, words, address in original(self.record):
            shown = tag("a", bdi(words), href=address) if address else bdi(words)
            items.append(joined([tag("dt", bdi(label)), tag("dd", shown)]))
        witnesses = list(self.record.element.iter(q("witness")))
        for witness in witnesses:
            dates = [text_of(date) for date in witness.iter(q("date"))]
            if dates or len(witnesses) > 1:
                told = bdi(", ".join(dates)) if dates else "date not known"
                items.append(joined([tag("dt", f"Release {witness.get(ID)}"), tag("dd", told)]))
        for claim in self.entry.exemptions:
            meaning = self.claims.get(claim, "")
            items.append(joined([tag("dt", f"Exemption {claim}"), tag("dd", bdi(meaning or "not explained"))]))
        if self.cited:
            links = [tag("li", self._cited(words, place)) for words, place in self.cited.items()]
            items.append(joined([tag("dt", "Cites"), tag("dd", tag("ul", *links))]))
        return tag("dl", *items, class_="facts")

    def _cited(self, words: str, place: str) -> Html:
        page = self._link(place)
        return tag("a", bdi(words), href=page) if page else joined([bdi(words), " (not here)"])

    def _images(self) -> Iterator[Html]:
        """The images of the pages of a document that a browser can show."""
        figures = []
        for surface in self.record.element.iterfind(f"{q('facsimile')}/{q('surface')}"):
            graphic = surface.find(q("graphic"))
            url = "" if graphic is None else graphic.get("url", "")
            if url in self.images:
                url = href(self.images[url], self.entry.page)
            elif not url.startswith(("https://", "http://")):
                continue
            number = surface.get("n", "")
            image = tag("img", src=url, alt=f"Image of page {number}", loading="lazy")
            figures.append(tag("figure", tag("a", image, href=url), tag("figcaption", f"page {number}")))
        if figures:
            yield tag("div", *figures, class_="images")

    def _apparatus(self) -> Iterator[Html]:
        """The differences between the releases, from the stand-off apparatus."""
        rows = []
        for app in self.record.element.iterfind(f"{q('standOff')}/{q('listApp')}/{q('app')}"):
            readings = [tag("td", reading(part)) for part in app if part.tag in (q("lem"), q("rdg"))]
            place = (app.get("from") or "").removeprefix("#")
            rows.append(tag("tr", tag("th", tag("a", place, href=f"#{place}")), *readings))
        if rows:
            more = f" (the first {MOST_READINGS} of {len(rows)})" if len(rows) > MOST_READINGS else ""
            table = tag("table", tag("tbody", *rows[:MOST_READINGS]))
            summary = tag("summary", f"Where the releases differ: {counted(len(rows), 'place')}{more}")
            yield tag("details", summary, tag("div", table, class_="wide"))

    def _queries(self) -> Iterator[Html]:
        notes = [text_of(note) for annotation in self.record.annotations for note in annotation.iter(q("note"))]
        if notes:
            items = [tag("li", bdi(note)) for note in dict.fromkeys(notes)]
            yield tag("details", tag("summary", f"Open questions: {len(items)}"), tag("ul", *items))

    def _cite(self) -> Html:
        """How to cite it, made only from the given metadata."""
        row, edition = self.entry.stats, self.frame.edition
        date = moment(row.date)
        named = [row.sender, row.number, date] if row.number or row.sender else [self.entry.title, date]
        kept = next((words for label, words, _ in original(self.record) if label == "Original"), "")
        parts = [*named, f"record {row.record}" if row.record else "", kept, f"in: {self.frame.name}"]
        parts += [edition.publisher, edition.date]
        words = ", ".join(filter(None, parts))
        return tag("section", tag("h2", "How to cite"), tag("p", bdi(f"{words}."), class_="citation"), class_="about")

    def _downloads(self) -> Iterator[Html]:
        """The files of a document; none if it has personal numbers of living people."""
        links = [
            tag("li", tag("a", words, href=href(name, self.entry.page), download=PurePosixPath(name).name))
            for words, name in self.files.items()
        ]
        downloads = (
            tag("ul", *links)
            if links
            else tag("p", "It contains personal numbers of living people, so its files cannot be downloaded.")
        )
        yield tag("section", tag("h2", "Download"), downloads, class_="about")


def moment(date: str) -> str:
    """A date for people: the time after the day, without seconds.

    >>> moment("1962-10-28T20:00:00"), moment("1962-10"), moment("1978-01-27T01:51:00Z")
    ('1962-10-28, 20:00', '1962-10', '1978-01-27, 01:51 Z')
    """
    day, sign, time = date.partition("T")
    if not sign:
        return date
    zone = "Z" if time.endswith("Z") else ""
    return f"{day}, {time[:5]} {zone}".rstrip()


def reading(part: etree._Element) -> Html:
    """The readings of releases in a place, after their names."""
    witnesses = " ".join((part.get("wit") or "").replace("#", "").split())
    gap = part.find(f".//{q('gap')}")
    if gap is not None:
        nothing = _of_gap(gap.get("reason", "missing"), gap.get("unit"))
    else:
        nothing = "the text" if part.tag == q("lem") else "nothing"
    return joined([f"{witnesses}: " if witnesses else "", bdi(text_of(part) or nothing)])


def _of_gap(reason: str, unit: str | None) -> str:
    """The text in the place of a gap of which only the reason is known."""
    if reason == "missing":
        return PAGE_MISSING if unit == "page" else UNEXPLAINED
    return REASONS.get(reason, reason)
