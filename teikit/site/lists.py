"""Make the lists of a site: all documents, documents with a value in common, names, citations, numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from teikit.folder.charts import charts
from teikit.folder.links import STATES, CitationLink
from teikit.folder.stats import percent
from teikit.html.tables import row, table
from teikit.html.tags import Html, bdi, joined, tag
from teikit.site.entry import SiteEntry
from teikit.site.frame import Frame, href
from teikit.site.page import moment
from teikit.wording import counted

ON_A_PAGE = 500  # rows of a list on one page
FACETS: Mapping[str, tuple[str, Callable[[SiteEntry], Iterable[str]]]] = {
    "year": ("Years", lambda entry: [entry.year]),
    "kind": ("Kinds", lambda entry: [entry.stats.kind]),
    "from": ("Senders", lambda entry: [entry.stats.sender]),
    "to": ("Addressees", lambda entry: entry.addressees),
    "classification": ("Classifications", lambda entry: [entry.stats.classification]),
    "exemption": ("Exemptions", lambda entry: entry.exemptions),
    "releases": ("Releases", lambda entry: ["collated"] if entry.is_collation else []),
}
"""Properties that documents may share: a heading, and the values of a document."""
HEADS = ("Document", "Date", "From", "To", "Kind", "#Pages", "Withheld")
"""Heads of the columns; # for a column of numbers."""
MOST_NAMES = 5_000  # names that are listed, the most frequent ones
MOST_LINKS = 10  # most documents that a name links to

Page = tuple[str, bytes]
"""The name of a page relative to the top of the site, and its bytes."""


def documents(frame: Frame, entries: Sequence[SiteEntry]) -> Iterator[Page]:
    """The list of all documents, in the order of their dates."""
    edition = frame.edition
    about = [tag("p", bdi(edition.description))] if edition.description else []
    years = sorted(filter(None, (entry.year for entry in entries)))
    span = f" of {years[0]} to {years[-1]}" if years and years[0] != years[-1] else f" of {years[0]}" if years else ""
    collated = sum(entry.is_collation for entry in entries)
    several = f", {counted(collated, 'collation')} of several releases" if collated else ""
    intro = tag("p", f"{counted(len(entries), 'document')}{span}{several}.", class_="quiet")
    ordered = sorted(entries, key=lambda entry: (entry.stats.date or "9999", entry.title, entry.page))
    yield from _paged(frame, "index", frame.name, ordered, [*about, intro])


def facets(frame: Frame, entries: Sequence[SiteEntry]) -> Iterator[Page]:
    """The page of all values that documents share, and a list for each value."""
    sections = []
    for name, (title, values) in FACETS.items():
        by_value = _by_value(entries, values)
        items = []
        for number, value in enumerate(sorted(by_value, key=str.casefold), 1):
            at = f"browse/{name}-{number}.html"
            items.append(tag("li", tag("a", bdi(value), href=href(at, "browse.html")), f" {len(by_value[value]):,}"))
            yield from _paged(frame, at.removesuffix(".html"), f"{title}: {value}", by_value[value])
        if items:
            sections.append(tag("section", tag("h2", title), tag("ul", *items, class_="values")))
    yield "browse.html", frame.page("browse.html", "Browse", tag("h1", "Browse"), *sections)


def _by_value(entries: Sequence[SiteEntry], values: Callable[[SiteEntry], Iterable[str]]) -> dict[str, list[SiteEntry]]:
    """The documents of each value; values that differ only in case are one, in its most frequent form."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    by_value: dict[str, list[SiteEntry]] = defaultdict(list)
    for entry in entries:
        for value in dict.fromkeys(filter(None, values(entry))):
            spellings[value.casefold()][value] += 1
            by_value[value.casefold()].append(entry)
    return {min(forms, key=lambda form: (-forms[form], form)): by_value[key] for key, forms in spellings.items()}


def names(frame: Frame, entries: Sequence[SiteEntry]) -> Page:
    """The page of marked names, with the documents that have them."""
    where: dict[tuple[str, str], list[SiteEntry]] = defaultdict(list)
    for entry in entries:
        for named in entry.names:
            where[named].append(entry)
    most = sorted(where.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:MOST_NAMES]
    kinds = {"persName": "person", "placeName": "place", "orgName": "organisation"}
    rows = []
    for (kind, name), named_in in sorted(most, key=lambda pair: (pair[0][1], pair[0][0])):
        links = [tag("a", bdi(entry.title), href=href(entry.page, "names.html")) for entry in named_in[:MOST_LINKS]]
        more = [f" and {len(named_in) - MOST_LINKS:,} more"] if len(named_in) > MOST_LINKS else []
        rows.append(row(bdi(name), kinds.get(kind, kind), len(named_in), joined([joined(links, ", "), *more])))
    body = (
        table(("Name", "Kind", "#Documents", "In"), rows, "cards names") if rows else tag("p", "No names are marked.")
    )
    return "names.html", frame.page("names.html", "Names", tag("h1", "Names"), body)


def citations(frame: Frame, links: Sequence[CitationLink], pages: Mapping[str, str], titles: Mapping[str, str]) -> Page:
    """The page of citations: the telegrams that are cited, and which of them are here.

    ``pages`` has the path of the page of each document, ``titles`` its title, by the name of its file.
    """
    rows = []
    for link in links:
        citing = _link_to(link.document, pages, titles)
        targets = joined([_link_to(target, pages, titles) for target in link.targets], ", ")
        rows.append(row(citing, moment(link.date), bdi(link.cited), link.state, targets))
    counts = Counter(link.state for link in links)
    by_state = ", ".join(f"{counts[state]:,} {state}" for state in STATES if counts[state])
    intro = tag("p", f"{counted(len(links), 'citation')}{': ' if by_state else ''}{by_state}.", class_="quiet")
    body = (
        table(("Document", "Date", "Cites", "State", "Document cited"), rows, "cards citations")
        if rows
        else tag("p", "None.")
    )
    return "links.html", frame.page("links.html", "Citations", tag("h1", "Citations"), intro, body)


def _link_to(place: str, pages: Mapping[str, str], titles: Mapping[str, str]) -> Html:
    page = pages.get(place)
    return tag("a", bdi(titles.get(place, place)), href=href(page, "links.html")) if page else bdi(place)


def statistics(frame: Frame, entries: Sequence[SiteEntry]) -> Page:
    """The page of numbers: documents by year, kind and sender, and what is withheld in them."""
    content = [tag("h1", "Statistics"), *charts([entry.stats for entry in entries])]
    return "statistics.html", frame.page("statistics.html", "Statistics", *content)


# ---------------------------------------------------------------- lists of documents


def _paged(
    frame: Frame, name: str, title: str, entries: Sequence[SiteEntry], before: Sequence[Html] = ()
) -> Iterator[Page]:
    """A list of documents on as many pages as it needs; the first has the name itself."""
    number = max(1, -(-len(entries) // ON_A_PAGE))
    files = [f"{name}.html", *(f"{name}-{page}.html" for page in range(2, number + 1))]
    for page, file in enumerate(files):
        part = entries[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
        above, below = (_page_links(files, page, where) for where in ("above", "below"))
        body = table(HEADS, [_row(entry, file) for entry in part], "cards documents") if part else tag("p", "None.")
        shown = title if number == 1 else f"{title}, page {page + 1} of {number}"
        yield file, frame.page(file, shown, tag("h1", bdi(title)), *before, *above, body, *below)


def _page_links(files: Sequence[str], page: int, where: str) -> list[Html]:
    """The links from one page of a list to others; ``where`` (above, below) is their position."""
    if len(files) == 1:
        return []
    parts = [(0, "First"), (page - 1, "Previous"), (page + 1, "Next"), (len(files) - 1, "Last")]
    near = [(to, words) for to, words in parts if 0 <= to < len(files) and to != page]
    links = [tag("a", words, href=href(files[to], files[page])) for to, words in near]
    return [tag("nav", *links, class_="pages", aria_label=f"Pages of the list, {where} it")]


def _row(entry: SiteEntry, at: str) -> Html:
    """The row of a document in a list on the page ``at``."""
    stats = entry.stats
    title = tag("a", bdi(entry.title), href=href(entry.page, at))
    withheld = percent(stats.withheld) if stats.withheld else "yes" if stats.unmeasured else ""
    parties = (bdi(name) if name else "" for name in (stats.sender, stats.addressees))
    kind = f"{stats.kind}, {counted(entry.releases, 'release')}" if entry.is_collation else stats.kind
    return row(title, moment(stats.date), *parties, kind, stats.pages, withheld)
