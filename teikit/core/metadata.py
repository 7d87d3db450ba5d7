"""The metadata of a document in a METS or a bag: title, makers, date, shelfmarks, repository."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

MODS = "http://www.loc.gov/mods/v3"
DC = ("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/")  # Dublin Core elements and terms


@dataclass(frozen=True)
class Metadata:
    """The values as they are written there, with single spaces; empty if there is none."""

    title: str = ""
    creators: tuple[str, ...] = ()
    date: str = ""
    identifiers: tuple[str, ...] = ()
    repository: str = ""
    rights: str = ""
    language: str = ""

    def __bool__(self) -> bool:
        """Whether there is any value."""
        return self != Metadata()


def described(root: etree._Element) -> Metadata:
    """The first MODS record in a document; if there is none, its Dublin Core elements."""
    record = next(root.iter(f"{{{MODS}}}mods"), None)
    return _mods(record) if record is not None else _dublin_core(root)


def of_bag(info: Mapping[str, str]) -> Metadata:
    """The metadata in bag-info.txt, given with labels in lower case. The day of the bag is not that of the document."""
    known = ("external-identifier", "internal-sender-identifier")
    return Metadata(
        title=info.get("external-description", "") or info.get("internal-sender-description", ""),
        identifiers=tuple(info[label] for label in known if info.get(label)),
        repository=info.get("source-organization", ""),
    )


def _mods(record: etree._Element) -> Metadata:
    """Related items have titles and names of their own, so only the children of the record count."""
    title = next((info for info in _children(record, "titleInfo") if not info.get("type")), None)
    origins = list(_children(record, "originInfo"))
    dates = (date for name in ("dateIssued", "dateCreated") for origin in origins for date in _children(origin, name))
    languages = (term for language in _children(record, "language") for term in _children(language, "languageTerm"))
    places = (place for location in _children(record, "location") for place in _children(location, "physicalLocation"))
    return Metadata(
        title="" if title is None else _title(title),
        creators=tuple(filter(None, map(_name, _children(record, "name")))),
        date=next(map(_text, dates), ""),
        identifiers=tuple(filter(None, map(_text, _children(record, "identifier")))),
        repository=next(map(_text, places), ""),
        rights=next(map(_text, _children(record, "accessCondition")), ""),
        language=next(map(_text, languages), ""),
    )


def _title(info: etree._Element) -> str:
    parts = {name: " ".join(map(_text, _children(info, name))) for name in ("nonSort", "title", "subTitle")}
    title = f"{parts['nonSort']} {parts['title']}".strip()
    return f"{title}: {parts['subTitle']}" if parts["subTitle"] else title


def _name(name: etree._Element) -> str:
    parts = [part for part in _children(name, "namePart") if part.get("type") != "date"]
    whole = next(map(_text, _children(name, "displayForm")), "")
    return whole or ", ".join(filter(None, map(_text, parts)))


def _dublin_core(root: etree._Element) -> Metadata:
    """The metadata in elements of Dublin Core."""
    texts: dict[str, list[str]] = {}
    for element in root.iter(*(f"{{{namespace}}}*" for namespace in DC)):
        text = _text(element)
        if text:
            texts.setdefault(etree.QName(element).localname, []).append(text)

    def first(*names: str) -> str:
        return next((texts[name][0] for name in names if name in texts), "")

    return Metadata(
        title=first("title"),
        creators=tuple(texts.get("creator", ())),
        date=first("date", "issued", "created"),
        identifiers=tuple(texts.get("identifier", ())),
        repository=first("provenance", "source"),
        rights=first("rights", "accessRights", "license"),
        language=first("language"),
    )


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return element.iterchildren(f"{{{MODS}}}{name}")


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())
