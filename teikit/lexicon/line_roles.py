"""The roles that a line of a page may have."""

from __future__ import annotations

from enum import StrEnum


class LineRole(StrEnum):
    """What a line is. The first two stay in the reading text."""

    TEXT = "text"  # running text, lists, signatures
    FIELD = "field"  # a line of the message's header
    FORM = "form"  # printed words of a form
    STAMP = "stamp"  # put on the paper later
    RECORD = "record"  # record number and release notice of the archive, lines of its identification sheet
    BANNER = "banner"  # classification and handling
    HEAD = "head"  # running head, page number
    SCRAP = "scrap"  # specks, handwriting, what no reader can tell


ROLES = tuple(LineRole)
KEPT = (LineRole.TEXT, LineRole.FIELD)
