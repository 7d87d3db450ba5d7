"""Record numbers, and what archives print on released documents: year of the release, case, number of the file."""

from __future__ import annotations

from typing import NamedTuple

import regex

from teikit.core import Span
from teikit.lexicon.patterns import Patterns

DIGIT = "[0-9OIl]"  # a digit, or a letter that engines read for one
RECORD = regex.compile(rf"(?<![\w-])(?P<agency>{DIGIT}{{3}})-(?P<box>{DIGIT}{{5}})-(?P<number>{DIGIT}{{5}})(?![\w-])")
"""The number of a record as it is printed, perhaps misread: ``104-1O014-10064``."""
UNDAMAGED_RECORD = regex.compile(r"(?<![0-9])[0-9]{3}-[0-9]{5}-[0-9]{5}(?![0-9])")
"""The same undamaged, as in the name of a file."""
FILE = regex.compile(r"(?i)(?<![a-z])docid[-:\s]{1,3}(?P<number>[0-9]{8})(?![0-9])")
"""The number of a file of the archive in a name: ``docid-32105747``."""
IN_NAME = regex.compile(r"(?<![0-9])(?P<year>20[0-4][0-9])-(?=[0-9]{3}-[0-9]{5}-|docid)")
"""The year of a release before the number in a name: ``2018-104-10044-10064``."""
MISREAD_DIGITS = 1  # digits in which a misread number of a record may differ, at most
AS_DIGIT = str.maketrans("OIl", "011")  # the digits, by the letters that engines read for them


class Printed(NamedTuple):
    """What an archive printed on a page: its kind (``record``, ``file``, ``case``, ``release``), value and place."""

    kind: str
    value: str
    span: Span


def record_of(text: str) -> str:
    """The number of the record on a page; empty if there is none or there are several."""
    numbers = {_number(match) for match in RECORD.finditer(text)}
    return numbers.pop() if len(numbers) == 1 else ""


def is_another(record: str, known: str) -> bool:
    """Whether a record number is a new one, not a known one with a misread digit.

    >>> is_another("104-10154-10013", "104-10151-10013"), is_another("104-10154-10021", "104-10151-10013")
    (False, True)
    """
    return len(record) != len(known) or sum(a != b for a, b in zip(record, known, strict=True)) > MISREAD_DIGITS


def printed(text: str, span: Span, patterns: Patterns) -> list[Printed]:
    """What an archive printed on a stretch of a text, in order: record, file and case numbers, and release years."""
    marks = [
        Printed("record", _number(match), Span(*match.span())) for match in RECORD.finditer(text, span.start, span.end)
    ]
    for match in patterns["archive foot"].finditer(text, span.start, span.end):
        if match["case"]:
            case = Span(match.start("case"), match.end("number"))
            marks.append(Printed("case", f"{match['case']} {match['number']}", case))
        marks.append(Printed("file", match["file"], Span(*match.span("file"))))
    for match in patterns["release year"].finditer(text, span.start, span.end):
        marks.append(Printed("release", match["year"], Span(*match.span("year"))))
    return sorted(marks, key=lambda mark: mark.span)


def in_name(name: str) -> dict[str, str]:
    """The facts in a file name: record number, number of the file at the archive, year of the release.

    >>> in_name("2018-104-10112-10331.md"), in_name("docid-32304590.txt")
    ({'record': '104-10112-10331', 'release': '2018'}, {'file': '32304590'})
    """
    record, file, release = UNDAMAGED_RECORD.search(name), FILE.search(name), IN_NAME.search(name)
    values = {
        "record": record[0] if record else "",
        "file": file["number"] if file else "",
        "release": release["year"] if release else "",
    }
    return {kind: value for kind, value in values.items() if value}


def _number(match: regex.Match[str]) -> str:
    """The number of a record in digits."""
    return str(match[0]).translate(AS_DIGIT)
