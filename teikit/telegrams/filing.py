"""Releases as they were filed: with leaves of others among their pages, and without their own pages filed elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from teikit.core.packet import Page, Telegram


def host_of(page: Page, telegrams: Sequence[Telegram]) -> Telegram | None:
    """The telegram among whose pages a page was found that has been moved; None if it is none of these."""
    for telegram in telegrams:
        if any(own.order in page.filed_with and not own.is_moved for own in telegram.pages):
            return telegram
    return None


def as_filed(telegram: Telegram, telegrams: Sequence[Telegram]) -> Telegram:
    """A telegram as it was filed among others: they may have pages of it, and it may have pages of theirs.

    A page that was found with none of the others stays where it belongs.
    """
    misfiled = tuple(page for page in telegram.pages if host_of(page, telegrams) not in (None, telegram))
    pages = [page for page in telegram.pages if page not in misfiled]
    if misfiled and not any(page.is_moved for page in pages):
        pages.sort(key=lambda page: page.order)
    strangers = (page for home in telegrams if home is not telegram for page in home.pages)
    leaves = tuple(page for page in strangers if host_of(page, telegrams) is telegram)
    return replace(telegram, pages=tuple(pages), leaves=leaves, misfiled=misfiled)
