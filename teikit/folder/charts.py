"""Charts about the documents of a folder: sums, a timeline, bars; as a page of their own, or as part of a site."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from teikit.folder.stats import Stats, percent
from teikit.html.tables import row, table
from teikit.html.tags import Html, bdi, document, tag
from teikit.wording import counted

HEADS = ("Document", "Date", "From", "To", "Kind", "#Pages", "#Excisions", "#Withheld")
"""Heads of the columns of the table of documents; # for a column of numbers."""
MOST_BARS = 40  # bars of a chart
FEWEST_YEARS = 3  # fewest years for a timeline of years; with fewer it is one of months
COUNTED = "An excision that several releases of a collation share is counted once."
"""A note on the number of excisions, because the page of a collation counts those of each release."""
YEAR = 4  # characters of the year of a date
MONTH = 7  # characters of its year and month


def page(rows: Sequence[Stats], title: str) -> bytes:
    """A page that needs no other files: the charts, and below them all documents as a table."""
    listed = [
        row(
            bdi(entry.title or entry.number or entry.file),
            entry.date.partition("T")[0],
            *(bdi(name) if name else "" for name in (entry.sender, entry.addressees)),
            entry.kind,
            entry.pages,
            entry.excisions,
            "" if entry.withheld is None else percent(entry.withheld),
        )
        for entry in rows
    ]
    documents = tag("section", tag("h2", "Documents"), table(HEADS, listed, "cards documents counted"))
    main = tag("main", tag("h1", bdi(title)), *charts(rows), documents, id="content")
    return document(title, "site.css", main, generator="teikit", color_scheme="light dark")


def charts(rows: Sequence[Stats]) -> Iterator[Html]:
    """The sums, the timeline, and bars for properties of the documents; a property that is never known is left out."""
    sums = [
        row("Documents", len(rows)),
        row("Pages", sum(entry.pages for entry in rows)),
        row("Words", sum(entry.words for entry in rows)),
        row("Excisions", sum(entry.excisions for entry in rows)),
        row("Documents with excisions", sum(bool(entry.excisions) for entry in rows)),
    ]
    yield table(("Of all documents", "#Number"), sums, "few")
    yield tag("p", COUNTED, class_="quiet")
    length, span = _period(rows)
    yield from _bars(f"Documents by {span}", Counter(entry.date[:length] for entry in rows), by_name=True)
    yield from _withheld(rows, length, span)
    yield from _bars("Documents by kind", Counter(entry.kind for entry in rows))
    yield from _bars("Documents by sender", Counter(entry.sender for entry in rows))
    yield from _bars("Documents by classification", Counter(entry.classification for entry in rows))
    yield from _bars("Excisions by exemption", _exemptions(rows))


def _period(rows: Sequence[Stats]) -> tuple[int, str]:
    """The number of characters of a date that name a period of the timeline, and the word for such a period."""
    years = {entry.date[:YEAR] for entry in rows if entry.date}
    return (MONTH, "month") if len(years) < FEWEST_YEARS else (YEAR, "year")


def _withheld(rows: Sequence[Stats], length: int, span: str) -> Iterator[Html]:
    """The share of the words that is withheld in each period of the timeline, as far as extents are known."""
    words: dict[str, float] = defaultdict(float)
    hidden: dict[str, float] = defaultdict(float)
    for entry in rows:
        if entry.date and entry.withheld is not None:
            words[entry.date[:length]] += entry.words
            hidden[entry.date[:length]] += entry.words * entry.withheld
    shares = {part: hidden[part] / words[part] for part in words if words[part]}
    if any(shares.values()):
        most = max(shares.values())
        parts = [(part, share) for part, share in sorted(shares.items()) if share]
        lines = [row(bdi(part), f"{share:.1%}", _bar(share / most)) for part, share in parts]
        heading = tag("h2", f"Words withheld by {span}, as far as extents are known")
        yield tag("section", heading, table((span.capitalize(), "#Share", "Compared"), lines[-MOST_BARS:], "bars"))


def _exemptions(rows: Sequence[Stats]) -> Counter[str]:
    """The number of excisions that claim each exemption."""
    counts: Counter[str] = Counter()
    for entry in rows:
        for claim in entry.exemptions.split():
            name, _, number = claim.rpartition(":")
            counts[name] += int(number)
    return counts


def _bars(title: str, counts: Counter[str], by_name: bool = False) -> Iterator[Html]:
    """A chart of the frequency of each value; unknown values are counted below it."""
    unknown = counts.pop("", 0)
    if not counts:
        return
    chosen = counts.most_common(MOST_BARS)
    most = chosen[0][1]
    ordered = sorted(chosen) if by_name else sorted(chosen, key=lambda pair: (-pair[1], pair[0]))
    lines = [row(bdi(name), number, _bar(number / most)) for name, number in ordered]
    left = len(counts) - len(chosen)
    more = [f"and {left:,} more"] if left else []
    more += [f"unknown for {counted(unknown, 'document')}"] if unknown else []
    below = [tag("p", f"{'; '.join(more).capitalize()}.", class_="quiet")] if more else []
    yield tag(
        "section",
        tag("h2", title),
        table((title.rpartition(" by ")[2].capitalize(), "#Number", "Compared"), lines, "bars"),
        *below,
    )


def _bar(share: float) -> Html:
    """A bar as long as a share (0 to 1) of the cell."""
    return tag("svg", class_="bar", width=f"{share:.1%}", aria_hidden="true")
