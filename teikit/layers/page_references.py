"""Lines that name pages of another text, as the headings of remarks on it: ``Page 27.``, ``Page 33.`` on one page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import regex

REFERENCE = regex.compile(r"\W{0,3}Pages? (?P<pages>\d{1,3}(?:-\d{1,3})?)[.,]")
"""A line that names a page or some: ``Page 27.``, ``Pages 33-35,``."""
SEVERAL_PAGES = 2  # different pages that are named on one page, at least: a page has one number
NEAR_PAGES = 3  # pages around such a page on which a line of this kind names another page, too


def page_references(lines: Sequence[str], pages: Sequence[int]) -> set[int]:
    """The places of the lines that name a page of another text; ``pages`` has the page of each line.

    >>> page_references(["Page 27.", "He did.", "Page 33.", "Page 2."], [1, 1, 1, 9])
    {0, 2}
    """
    matches = ((at, REFERENCE.fullmatch(line.strip())) for at, line in enumerate(lines))
    references = {at: match["pages"] for at, match in matches if match}
    named: dict[int, set[str]] = defaultdict(set)
    for at, reference in references.items():
        named[pages[at]].add(reference)
    with_several = [page for page, references in named.items() if len(references) >= SEVERAL_PAGES]
    return {at for at in references if any(abs(pages[at] - page) <= NEAR_PAGES for page in with_several)}
