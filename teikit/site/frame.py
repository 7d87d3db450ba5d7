"""The frame of all pages of a site: its name, the links to its parts, the style, and how links are made."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import quote

from teikit import __version__
from teikit.edition import Edition
from teikit.edition.references import URL
from teikit.html.tags import Html, bdi, document, joined, tag

PARTS = (
    ("index.html", "Documents"),
    ("search.html", "Search"),
    ("browse.html", "Browse"),
    ("names.html", "Names"),
    ("links.html", "Citations"),
    ("statistics.html", "Statistics"),
)
"""The pages to which each page links, and their names."""
IMAGE_POLICY = "img-src 'self' https: http:"
SEARCH_POLICY = "connect-src 'self'"


@dataclass(frozen=True)
class Frame:
    """A site: the name of the collection, the metadata of the edition, and the frame of its pages."""

    name: str
    edition: Edition

    def page(self, at: str, title: str, *content: Html, script: str = "", sources: str = "") -> bytes:
        """The HTML of a page; ``at`` is its path relative to the top of the site.

        ``script`` is its script, if it has one; ``sources`` are additional directives of its content security policy.
        """
        links = [
            tag("a", words, href=href(name, at), aria_current="page" if name == at else "") for name, words in PARTS
        ]
        skip = tag("a", "To the content", class_="skip", href="#content")
        header = tag(
            "header",
            tag("p", tag("a", bdi(self.name), href=href("index.html", at)), class_="site"),
            tag("nav", *links, aria_label="Parts of the site"),
        )
        whole = title if title == self.name else f"{title} - {self.name}"
        main = tag("main", *content, id="content")
        return document(
            whole,
            "site.css",
            skip,
            header,
            main,
            self._footer(),
            scripts=(script,) if script else (),
            directives=sources,
            generator="teikit",
            color_scheme="light dark",
        )

    def _footer(self) -> Html:
        """The publisher and the licence, as far as they are given."""
        edition = self.edition
        published = [edition.publisher, edition.place, edition.date]
        lines = [bdi(", ".join(filter(None, published)))] if any(published) else []
        if edition.licence:
            is_url = URL.fullmatch(edition.licence)
            lines.append(tag("a", edition.licence, href=edition.licence) if is_url else bdi(edition.licence))
        lines.append(joined([f"Made by teikit {__version__}; personal numbers of living people are masked."]))
        return tag("footer", *(tag("p", line) for line in lines))


def href(target: str, at: str) -> str:
    """A link from one page to another, both named relative to the top of the site.

    >>> href("index.html", "documents/1962/a b.html"), href("documents/a #1.html", "index.html")
    ('../../index.html', 'documents/a%20%231.html')
    """
    way = posixpath.relpath(target, posixpath.dirname(at) or ".")
    return quote(way, safe="/", errors="surrogateescape")
