"""Which of the file groups of a METS holds the text of its pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from teikit.errors import Refused, did_you_mean

TEXTS = re.compile(r"(?i)text/(xml|plain|html|vnd\.hocr.*)|application/(xhtml\+|alto\+|tei\+|vnd\.prima\.page\+)?xml")
"""The media types of files that may hold the text of a page."""
USES = ("fulltext", "alto", "hocr", "text/ocr", "ocr", "page")
"""Parts of the names of groups with text, the best first."""
OCRD_STEPS = ("OCR", "COR", "GT")
"""The steps of OCR-D after which a page has text: read, corrected, ground truth."""
OUR_USE = "TEIKIT"  # beginning of the names of groups that teikit writes


class File(NamedTuple):
    """A file as the METS names it: ``use`` is the group in which it stands, ``media`` what it is or seems to be."""

    id: str
    use: str
    media: str
    href: str

    @property
    def is_remote(self) -> bool:
        """Whether it is on the net."""
        return self.href.lower().startswith(("http:", "https:", "ftp:", "//"))


def choose(files: Sequence[File], name: str, group: str = "") -> str:
    """The @USE of the file group that holds the text of the pages.

    The one that the user names; else the last one called OCR-D-OCR..., else the first one whose name says FULLTEXT,
    ALTO, HOCR, TEXT/OCR, OCR or PAGE (in this order), else the last one of OCR-D (COR before GT before others), else
    the first one whose files are said to be text. A group with pictures, or written by teikit, is none; one whose files
    are on the net is the last choice.

    Raises :class:`~teikit.errors.Refused` (METS-GROUP, METS-NO-TEXT).
    """
    media: dict[str, list[str]] = {}
    for file in files:
        media.setdefault(file.use, []).append(file.media)
    uses = list(media)
    if group:
        wanted_use = next((use for use in uses if use.casefold() == group.casefold()), None)
        if wanted_use is None:
            hint = did_you_mean(group, uses) or f"With files it has: {', '.join(uses) or 'none'}"
            raise Refused("METS-GROUP", f"there is no file group '{group}' with files in this METS", hint, name)
        return wanted_use
    texts = [use for use in uses if not use.upper().startswith(OUR_USE)]
    texts = [use for use in texts if all(TEXTS.fullmatch(one) or not one for one in media[use])]
    here = {file.use for file in files if not file.is_remote}
    texts = [use for use in texts if use in here] or texts
    typed = [use for use in texts if all(media[use])]
    ocrd = {step: [use for use in texts if use.upper().startswith(f"OCR-D-{step}")][-1:] for step in OCRD_STEPS}
    named = [use for wanted in USES for use in texts if wanted in use.lower() and not use.upper().startswith("OCR-D-")]
    steps = [use for use in typed if use.upper().startswith("OCR-D-")]
    for use in (*ocrd["OCR"], *named, *ocrd["COR"], *ocrd["GT"], *steps[-1:], *typed):
        return use
    if not uses:
        raise Refused("METS-NO-TEXT", "this METS names no files, so there is no text to read", "", name)
    hint = f"Name the group that holds it with --file-group. There are: {', '.join(uses)}"
    raise Refused("METS-NO-TEXT", "no file group of this METS seems to hold the text of the pages", hint, name)
