"""Find the date of a release, if it gives one."""

from __future__ import annotations

import regex

from teikit.core import Draft, Mark, kinds
from teikit.core.packet import Telegram
from teikit.lexicon import Lexicon

IN_NAME = regex.compile(r"(?<![0-9])((?:19[6-9]|20[0-4])[0-9])(?![0-9])")
"""A year in the name of a file, not before the first reviews: ``2023.md``, but nothing in ``104-10014-10067.md``."""
REVIEWS = frozenset({"review", "release"})
"""Types of stamps that reviewers put on a copy when they release it."""


def released(draft: Draft, telegram: Telegram, lexicon: Lexicon) -> str:
    """The day or year of a release as ISO 8601, by its notice, review stamp or file name; empty if none gives it.

    A notice such as ``2023 RELEASE UNDER THE PRESIDENT JOHN F. KENNEDY ...`` and a file called ``2023.md`` give the
    year, a stamp ``REVIEWED by ... DATE 3/30/88`` the day.
    """
    for page in telegram.pages:
        text = draft.source.plain[page.span.start : page.span.end]
        if notice := lexicon.patterns["release notice"].search(text):
            return str(notice["year"])
    name = IN_NAME.search(draft.source.origin(telegram.pages[0].span.start)[1])
    year = str(name[1]) if name and draft.source.members else ""
    # A stamp of 1975 is on every copy made since: the year of the file is then that of the release.
    return max(_stamped(draft, telegram, lexicon), year)


def _stamped(draft: Draft, telegram: Telegram, lexicon: Lexicon) -> str:
    """The day on the first review stamp that has one; else empty."""
    for stamp in draft.of_kind(kinds.STAMP):
        if stamp.get("type") in REVIEWS and _is_on(stamp, telegram):
            inside = [mark for mark in draft.of_kind(kinds.DATE) if stamp.span.holds(mark.span)]
            days = [lexicon.calendar.when(draft.source.plain[slice(*mark.span)]) for mark in inside]
            if day := next(filter(None, days), ""):
                return day
    return ""


def _is_on(mark: Mark, telegram: Telegram) -> bool:
    return any(page.span.start <= mark.span.start < page.span.end for page in telegram.pages)
