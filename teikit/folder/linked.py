"""Link citations to the telegrams in the same folder that they cite (``ref/@target``)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

from teikit.files.xml import text_of
from teikit.folder.links import RESOLVED, CitationLink, alike
from teikit.folder.records import Record
from teikit.tei.build import q

Targets = Mapping[str, Mapping[str, str]]
"""For the place of each telegram, the targets of its citations, by numbers in the form of
``teikit.folder.links.alike``."""


def targets(links: Iterable[CitationLink]) -> Targets:
    """The targets of the resolved citations, by the places of the citing documents."""
    by_place: dict[str, dict[str, str]] = {}
    for link in links:
        if link.state == RESOLVED:
            by_place.setdefault(link.document, {})[alike(link.cited)] = link.targets[0]
    return by_place


def point(record: Record, resolved: Targets) -> int:
    """Point the references of a document to the telegrams they name, and return their number; others stay."""
    targets, count = resolved.get(record.place, {}), 0
    for reference in record.element.iter(q("ref")) if targets else ():
        target = targets.get(alike(text_of(reference)))
        if target and not reference.get("target"):
            reference.set("target", relative(target, record.place))
            count += 1
    return count


def relative(target: str, place: str) -> str:
    """A pointer from one document of a folder to another.

    >>> relative("1962/b.xml#t2", "1963/a.xml"), relative("a.xml#t2", "a.xml#t1")
    ('../1962/b.xml#t2', '#t2')
    """
    file, sign, id = target.partition("#")
    own = place.partition("#")[0]
    return (posixpath.relpath(file, posixpath.dirname(own) or ".") if file != own else "") + sign + id
