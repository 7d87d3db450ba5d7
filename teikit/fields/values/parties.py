"""The parties in a header: people by their names, officers by their titles, addresses that a collection knows."""

from __future__ import annotations

from itertools import pairwise

import regex

from teikit.core import Span
from teikit.fields.values.names import Name, Names
from teikit.fields.values.words import HeaderWords, ReadWord

MOST_WORDS = 4  # words of the name of a place or party, at most
MOST_APART = 3  # characters between two words of one name, at most
LEAST_LETTERS = 3  # letters of each word in a misread name, at least
OFFICER = regex.compile(r"[\p{L}/&,.'’\s-]+(?=$|[(;:]|\s{3})")
"""A possible officer with the office, up to a bracket or a gap: ``Chief, WH Division (Support)``."""
OFFICED = regex.compile(r",|\s(?i:of|for)\b")
"""The sign or word between a title and its office."""
PERSON_TITLE = "Mr|MR|MI|Mrs|MRS|Miss|MISS|Dr|DR"  # MI. Scott Breckinridge
BLANK = r"[^\S\r\n]"  # a space, not a line end: Mr. Scott Breckinridge / Principal Coordinator
SURNAME = rf"(?:Ma?c|O['’])?\p{{Lu}}\p{{L}}{{2,}}(?:-\p{{Lu}}\p{{Ll}}+)?(?:,?{BLANK}(?:Jr|Sr)\b\.?)?"
"""A surname with what may precede and follow it: ``McCone``, ``O'Connell``, ``Smith, Jr.``"""
PERSON = regex.compile(
    rf"(?<!\p{{L}})(?:{PERSON_TITLE})\.{BLANK}\p{{Lu}}\.{BLANK}\p{{Lu}}\p{{Ll}}{{2,}}{BLANK}{SURNAME}(?={BLANK}*[,(\r\n]|{BLANK}*$)"
    rf"|(?<!\p{{L}})(?:(?:{PERSON_TITLE}|Col|Gen|Capt|Lt)\.?{BLANK})?\p{{Lu}}\p{{L}}*\.?{BLANK}(?:\p{{Lu}}\.{BLANK}?){{1,2}}{BLANK}?{SURNAME}"
    rf"|(?<!\p{{L}})(?:{PERSON_TITLE})\.{BLANK}(?:\p{{Lu}}\p{{Ll}}+{BLANK}|\p{{Lu}}\.{BLANK}?){{0,2}}{SURNAME}"
    rf"|(?<!\p{{L}}|\p{{L}}\.)\p{{Lu}}\.{BLANK}\p{{Lu}}\p{{Ll}}{{2,}}{BLANK}{SURNAME}"
)
"""A person: with a title, or with an initial in addition to the names. Two capitalised words alone may be anything."""
NAMED_PERSON = regex.compile(
    rf"(?P<given>\p{{Lu}}\p{{L}}{{2,}})\s(?P<surname>{SURNAME})(?=$|\s*[,;:(/\r\n]|\s{{2}}|\s?$)"
)
"""A given name and a surname: ``Thomas Howarth, Budget Officer``"""

LINE_END = regex.compile(r"\n\s*")  # the end of a line of a value, and the white space before the next


class Parties:
    """Finds the parties that a value names, by the names and words of a collection."""

    def __init__(self, names: Names, words: HeaderWords) -> None:
        self._names, self._words = names, words

    def persons(self, value: str, labelled: bool) -> list[Span]:
        """The people in a value; after the label of a party also those without title or initial, at its beginning.

        Several people have a line each: ``Thomas Howarth, Budget Officer`` / ``Elizabeth Berning, Chief Clerk``.
        """
        persons = [Span(*match.span()) for match in PERSON.finditer(value)]
        if persons or not labelled or self._names.known(value, exact=True) is not None:
            return persons
        starts = [0, *(end.end() for end in LINE_END.finditer(value))]
        named = [match for start in starts if (match := NAMED_PERSON.match(value, start))]
        if not named or named[0].start():
            return []
        plain = (match for match in named if self._names.city(match["surname"]) is None)
        return [Span(*match.span()) for match in plain if self._words.is_given(match["given"])]

    def officer(self, value: str) -> Span | None:
        """The officer, with the office, at the beginning of a value: ``Chief, WH Division``; None if there is none.

        ``Chief of Station, Mexico City`` is not an officer but two names. A lone DIRECTOR is an address, as is one
        before another address: DIRECTOR MEXICO CITY.
        """
        if not (titled := OFFICER.match(value)):
            return None
        words = self._words.read(titled[0])
        if not words or not self._words.is_officer(words):
            return None
        known = self.longest(value, words[:MOST_WORDS])
        alone = known is not None and known[2] == 1 and not OFFICED.match(value, known[1].end)
        return None if known and (known[2] > 1 or alone) else Span(words[0].span.start, words[-1].span.end)

    def begins(self, value: str) -> str:
        """The kind of the beginning of a value: ``person``, ``officer``, ``known`` (another known name), or empty."""
        words = self._words.read(value)
        if not words:
            return ""
        if any(span.start <= 1 for span in self.persons(value, labelled=True)):
            return "person"
        if self.officer(value) or words[0].text.upper() in self._words.field_officers:
            return "officer"
        known = self.longest(value, words[:MOST_WORDS])
        return "officer" if known and known[0].kind == "role" else "known" if known else ""

    def longest(self, value: str, words: list[ReadWord]) -> tuple[Name, Span, int] | None:
        """The longest name with which words begin, its span and number of words; undamaged names take precedence."""
        if words[0].role == "number":
            return None
        runs = [words[:count] for count in range(len(words), 0, -1)]
        runs = [run for run in runs if all(b.span.start - a.span.end <= MOST_APART for a, b in pairwise(run))]
        for exact in (True, False):
            for run in runs:
                span = Span(run[0].span.start, run[-1].span.end)
                whole = not value[: span.start].strip() and not value[span.end :].strip()  # SA: JOSE
                loose = any(word.role == "number" or (len(word.text) < LEAST_LETTERS and not whole) for word in run)
                name = None if loose and not exact else self._names.known(value[span.start : span.end], exact)
                if name:
                    return name, span, len(run)
        return None
