"""The choice of the file group of a METS that holds the text of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from teikit.errors import Refused, did_you_mean

TEXTS = re.compile(r"(?i)text/(xml|plain|html|vnd\.hocr.*)|application/(xhtml\+|alto\+|tei\+|vnd\.prima\.page\+)?xml")
"""The media types of files that may hold the text of a page."""
USES = ("fulltext", "alto", "hocr", "text/ocr", "ocr", "page")
"""Parts of the names of groups with text, the best first."""
OCRD_STEPS = ("OCR", "COR", "GT")
"""The steps of OCR-D after which a page has text: read, corrected, ground truth."""
OUR_USE = "TEIKIT"  # beginning of the names of groups that teikit writes


class MetsFile(NamedTuple):
    """A file as the METS names it: ``use`` is its group, ``media`` its stated or likely type."""

    id: str
    use: str
    media: str
    href: str

    @property
    def is_remote(self) -> bool:
        """Whether it is on the web."""
        return self.href.lower().startswith(("http:", "https:", "ftp:", "//"))


def choose(files: Sequence[MetsFile], name: str, group: str = "") -> str:
    """The @USE of the file group that holds the text of the pages.

    It is the one that the user names; else the last one called OCR-D-OCR..., else the first one whose name says
    FULLTEXT, ALTO, HOCR, TEXT/OCR, OCR or PAGE (in this order), else the last one of OCR-D (COR before GT before
    others), else the first one whose files are said to be text. A group with images, or written by teikit, does not
    count; one whose files are on the web is the last choice.

    Raises :class:`~teikit.errors.Refused` (METS-GROUP, METS-NO-TEXT).
    """
    media: dict[str, list[str]] = {}
    for file in files:
        media.setdefault(file.use, []).append(file.media)
    if group:
        return _asked_for(group, list(media), name)
    here = {file.use for file in files if not file.is_remote}
    texts = [use for use, types in media.items() if _may_hold_text(use, types)]
    texts = [use for use in texts if use in here] or texts
    use = next(_by_rank(texts, media), None)
    if use is not None:
        return use
    if not media:
        raise Refused("METS-NO-TEXT", "this METS names no files, so there is no text to read", "", name)
    hint = f"Name the group that holds it with --file-group. There are: {', '.join(media)}"
    raise Refused("METS-NO-TEXT", "no file group of this METS seems to hold the text of the pages", hint, name)


def _asked_for(group: str, uses: Sequence[str], name: str) -> str:
    """The group that the user names, in the case of the METS."""
    for use in uses:
        if use.casefold() == group.casefold():
            return use
    hint = did_you_mean(group, uses) or f"With files it has: {', '.join(uses) or 'none'}"
    raise Refused("METS-GROUP", f"there is no file group '{group}' with files in this METS", hint, name)


def _may_hold_text(use: str, types: Sequence[str]) -> bool:
    """Whether a group is not written by teikit, and no file of it is said to be anything but text."""
    return not use.upper().startswith(OUR_USE) and all(TEXTS.fullmatch(type) or not type for type in types)


def _by_rank(texts: Sequence[str], media: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The groups that hold text, by media type or by their name, of those that may hold it; the best first."""
    typed = [use for use in texts if all(media[use])]
    of_ocrd = {step: [use for use in texts if use.upper().startswith(f"OCR-D-{step}")][-1:] for step in OCRD_STEPS}
    not_of_ocrd = [use for use in texts if not use.upper().startswith("OCR-D-")]
    yield from of_ocrd["OCR"]
    yield from (use for part in USES for use in not_of_ocrd if part in use.lower())
    yield from of_ocrd["COR"]
    yield from of_ocrd["GT"]
    yield from [use for use in typed if use.upper().startswith("OCR-D-")][-1:]
    yield from typed
