"""Write the page of a collation: one HTML file, without scripts, that needs no other file.

The releases of each telegram are side by side. Text that one withholds and another prints has the same colour in both,
with links there and back; where releases differ, the evidence is shown when the word is pointed at or focused. Nothing
in a document can become markup, and numbers of living people are never shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from teikit.collation.edition import Collation
from teikit.html.edition_excisions import excision_table, exemption_list
from teikit.html.edition_pages import page_strip, release_table
from teikit.html.edition_text import TextTable
from teikit.html.edition_view import View
from teikit.html.tags import MASK, Html, bdi, document, joined, tag, text
from teikit.lexicon import Lexicon
from teikit.wording import counted


def edition_page(collation: Collation, title: str, lexicon: Lexicon, index: str = "") -> bytes:
    """The page of a collation as HTML in UTF-8; the same collation gives the same bytes.

    ``title`` is the name of the record, ``index`` the link to the page of all records, if there is one.
    """
    views = [View(edition, number, lexicon) for number, edition in enumerate(collation.editions, 1)]
    skip = tag("a", "To the text", class_="skip", href="#text")
    main = tag("main", *map(_section, views), id="text")
    footer = tag("footer", tag("p", "Made by teikit collate. The text of the OCR is unchanged in the TEI edition."))
    return document(title, "edition.css", skip, _header(views, title, index), main, footer, color_scheme="light dark")


# ---------------------------------------------------------------- header


def _header(views: Sequence[View], title: str, index: str) -> Html:
    """The title, the amount withheld, the table of contents and the legend."""
    excisions = [excision for view in views for excision in view.edition.excisions]
    recovered = sum(excision.recovered for excision in excisions)
    several = [view for view in views if len(view.releases) > 1]
    if len(views) == 1:
        texts = f"1 text in {counted(len(views[0].releases), 'release')}"
    else:
        texts = f"{counted(len(views), 'text')}, {len(several):,} of them in several releases"
    introduction = (
        f"{texts}, side by side. The releases have {counted(len(excisions), 'excision')}, "
        f"a place counted for each release that withholds it; of {recovered:,} another release prints the text."
    )
    contents = [tag("nav", tag("ol", *map(_entry, views)), aria_label="Contents")] if len(views) > 1 else []
    above = [tag("nav", tag("a", "All records", href=index), aria_label="Way up")] if index else []
    return tag("header", *above, tag("h1", bdi(title)), tag("p", introduction), *contents, _legend())


def _entry(view: View) -> Html:
    """A line of the table of contents."""
    releases = counted(len(view.releases), "release") if len(view.releases) > 1 else "in one release only"
    return tag("li", tag("a", bdi(_name(view)), href=f"#w{view.number}"), f" {releases}")


def _name(view: View) -> str:
    """The name of a telegram, with a capital letter."""
    name = view.edition.work.base.telegram.name
    return name[:1].upper() + name[1:]


def _legend() -> Html:
    """The meanings of the marks in the text, each shown as it looks there."""
    entries: tuple[tuple[Html, str], ...] = (
        (tag("span", "withheld: 9 words", class_="gap"), "Withheld in this release, printed by another: a link."),
        (joined([tag("mark", "printed"), tag("sup", "⊘R2")]), "Withheld in release 2: a link."),
        (tag("span", "withheld", class_="gap dark"), "Withheld, and no release here prints it."),
        (tag("span", "9 words not here", class_="lack"), "Another release has the words; lost or skipped by the OCR."),
        (tag("span", "word", class_="c"), "Corrected by the other releases: the evidence shows on pointing or focus."),
        (tag("span", "word", class_="l"), "Another reading is possible by the other releases; left as it is."),
        (tag("span", "word", class_="o"), "The releases differ, undecided."),
        (text(MASK), "A personal number was here (social security, bank card, passport); it is never shown."),
    )  # fmt: skip
    items = [joined([tag("dt", sample), tag("dd", meaning)]) for sample, meaning in entries]
    return tag("details", tag("summary", "What the marks mean"), tag("dl", *items), class_="legend", open="open")


# ---------------------------------------------------------------- telegrams


def _section(view: View) -> Html:
    return tag("section", *_section_parts(view), id=f"w{view.number}", aria_labelledby=f"w{view.number}h")


def _section_parts(view: View) -> Iterator[Html]:
    """The parts of a telegram: its releases, their pages, their texts side by side, and all excisions."""
    yield tag("h2", bdi(_name(view)), id=f"w{view.number}h")
    yield release_table(view)
    yield tag("h3", "The pages, and what is withheld on them")
    yield page_strip(view)
    heading = "The releases side by side" if len(view.releases) > 1 else "The text"
    yield tag("h3", heading, id=f"w{view.number}text")
    yield TextTable(view).html()
    if view.edition.excisions:
        yield tag("h3", "All excisions")
        yield exemption_list(view)
        yield excision_table(view)
