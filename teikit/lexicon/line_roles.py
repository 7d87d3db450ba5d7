"""The roles that a line of a page may have."""

from __future__ import annotations

from enum import StrEnum


class LineRole(StrEnum):
    """The role of a line. Lines of the first two roles stay in the reading text."""

    TEXT = "text"  # running text, lists, signatures
    FIELD = "field"  # a line of the message's header
    FORM = "form"  # printed words of a form
    STAMP = "stamp"  # stamps and other words that were put on the paper later
    RECORD = "record"  # record number and release notice of the archive, lines of its identification sheet
    BANNER = "banner"  # classification and handling
    HEAD = "head"  # running head, page number
    SCRAP = "scrap"  # specks, handwriting, whatever is illegible


ROLES = tuple(LineRole)  # all roles, in the order in which learnt points are listed
KEPT = (LineRole.TEXT, LineRole.FIELD)
"""The roles of lines that stay in the reading text."""
