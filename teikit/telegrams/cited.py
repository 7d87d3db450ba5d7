"""The telegrams and dispatches that the reference line of a telegram cites, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from teikit.fields.reader import reader_of
from teikit.lexicon import Lexicon

SERIES_NUMBER = regex.compile("[0-9]+")  # one of several numbers of a series: DEPCIRTELS 744 778
LONG_WORD = 5  # letters of the first word of a post that can name it alone, at least
LEAST_DIGITS = 4  # digits of the number of a cable of the CIA, at least: PARA 3, WAVE 128
APART = 1  # digits by which the numbers of one series differ in length, at most: UFGA 18908, 4 December


def cited_telegrams(reference: str, lexicon: Lexicon) -> Iterator[str]:
    """The telegrams that a reference line (given on one line) cites, each by series or post and number.

    ``DEPCIRTELS 744 778`` are ``DEPCIRTEL 744`` and ``DEPCIRTEL 778``. A number after a word that is neither a series
    nor a post is not one: ``JUNE 64``, ``BROADCAST PARA 3``. A misread address counts as the right one: ``VAVE 5328``.
    A number in brackets right after a reference is another one of the same telegram: ``DIR 17217 (QUT 54710)``.
    """
    is_symbol = lexicon.patterns["symbol of a dispatch"].match
    before = -1  # the end of the last reference
    for match in lexicon.patterns["cited"].finditer(reference):
        if before >= 0 and reference[before : match.start()].strip() == "(":
            continue
        worded, listed = map(match.groupdict().get, ("series", "address"))
        series = _whole_post(reference[: match.start()], _singular(f"{worded or listed}", lexicon), lexicon)
        numbers = SERIES_NUMBER.findall(match["numbers"])
        written = reference[match.start() : match.start("numbers")]
        for number in (number for number in numbers if abs(len(number) - len(numbers[0])) <= APART):
            named = series if worded else _named(series, number, lexicon)
            is_dispatch = not named and is_symbol(written + number) is not None
            if named or is_dispatch:
                yield f"{written}{number}" if is_dispatch else f"{named} {number}"
                before = match.end()


def without_own(cited: Iterable[str], *numbers: str) -> Iterator[str]:
    """The citations of a telegram with these ``numbers``, without itself: on telegram 3498 not ``DEPARTMENT 3498``.

    >>> list(without_own(["DEPARTMENT 3498", "DEPTEL 378"], "3498", ""))
    ['DEPTEL 378']
    """
    own = {_last_figures(number) for number in numbers} - {""}
    return (name for name in cited if _last_figures(name) not in own)


def _last_figures(number: str) -> str:
    """The last digits of a number: 12 of POLTO CIRCULAR 12."""
    return next(reversed(SERIES_NUMBER.findall(number)), "")


def _named(series: str, number: str, lexicon: Lexicon) -> str:
    """The series or post to which a number belongs, as it is named; empty if no list has it.

    A word of the language is not a misread address: ``HOPE 0750``.
    """
    listed = [entry for entry in lexicon.series if entry.name == series.split()[0]]
    if listed:
        return series if any(entry.reads.fullmatch(f"{series} {number}") for entry in listed) else ""
    names = reader_of(lexicon).names
    if _is_post(series, lexicon):
        return series
    if len(number) < LEAST_DIGITS:
        return ""
    if name := names.known(series, exact=True):
        return name.form
    if series in lexicon.words or lexicon.patterns["symbol of a dispatch"].match(f"{series} {number}"):
        return ""
    name = names.station(series) or names.known(series)
    return name.form if name else ""


def _is_post(series: str, lexicon: Lexicon) -> bool:
    """Whether a name is that of a post, or its first word: ``MEXICO 31643``."""
    is_begun = len(series) >= LONG_WORD and any(name.startswith(f"{series} ") for name in lexicon.posts)
    return is_begun or (series in lexicon.posts and lexicon.posts[series].kind != "cia-address")


def _whole_post(before: str, series: str, lexicon: Lexicon) -> str:
    """The name of a post of two words, given its second word and the text before it: ``NEW YORK 81555``."""
    name = " ".join(f"{before} {series}".split()[-2:])
    return name if name in lexicon.posts else series


def _singular(series: str, lexicon: Lexicon) -> str:
    """The name of a series without the S of a plural: ``DEPCIRTELS`` cites several of ``DEPCIRTEL``."""
    known = {entry.name for entry in lexicon.series}
    is_plural = series.endswith("S") and series not in known and series not in lexicon.posts
    return series[:-1] if is_plural else series
