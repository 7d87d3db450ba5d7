"""Tell which persons, places and organisations of the user's lists a text names.

What it marks: names that stand in a list to the letter or as one of its variants; surnames behind a title (AMBASSADOR
DOBRYNIN) or of a person whom the same document names in full or with a title; behind a title, or of such a person,
other spellings that sound alike (DOBRINYN).

What it leaves alone: a surname behind a title that is not what the list says of the person (UNDER SECRETARY JOHNSON,
where a list has a President); a surname alone of whom nothing else says that a person is meant (BALL, WHITE); forms
that two entries of a list have; misreadings (DOBRYNLN), which are to be corrected first; header fields, whose names the
header has; entries without an identifier; initials and places that are words, too (MILITARY AID, AFTER READING IT),
unless the document has another form of the same or small letters stand before them; initials that are part of a broken
word (UN ABLE) or label a number (PL 480); a place behind NORTH or NEW. Without lists it does nothing.

How it may be wrong: another person of the same surname; initials that are those of something else.
Seen in: every cable of an embassy.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from teikit.authorities import Authorities, Entry, Likeness
from teikit.authorities.entries import WORD, folded
from teikit.authorities.index import LONGEST, single
from teikit.core import Certainty, Draft, Mark, Span, attrs, kinds
from teikit.lexicon import Lexicon

RULE = "names"
ELEMENTS = {"persons": kinds.PERS_NAME, "places": kinds.PLACE_NAME, "organisations": kinds.ORG_NAME}
"""Kinds of marks by the kinds of lists."""
TITLE_WORDS = 3  # words of the longest title
POSSESSIVE = ("'S", "’S")
FARTHEST = 3  # characters between two words of a name, or between a title and a name
BROKEN = 3  # letters of the longest initials that may be a part of a broken word
LONGEST_WORD = 30  # characters of a word and the blanks around it
SMALL = regex.compile(r"\b\p{Ll}+[ \t]+$")  # from AID
NUMBER = regex.compile(r"[ \t]?[0-9]")  # PL 480
HYPHEN = regex.compile(r"[ \t]?-[ \t\r\n]")  # UN- ABLF
BEFORE = regex.compile(r"(?<!\S)(\p{L}{2,})[ \t]?-?[ \t]?$")  # the word before initials
BEHIND = regex.compile(r"[ \t]?-?[ \t\r\n]?(\p{L}{2,})(?!\S)")  # the word behind initials: UN ABLE
SHORT = 5  # letters of the longest word behind which a point ends no sentence


class Word(NamedTuple):
    """A word of the text: where it stands, its folded form."""

    span: Span
    form: str


class Named(NamedTuple):
    """A name in a text: its words (from, to), what it is, how that is known, how certain it is."""

    first: int
    end: int
    entry: Entry
    likeness: Likeness
    cert: Certainty


def names(draft: Draft, lexicon: Lexicon) -> Iterator[Mark]:
    """Mark ``AMBASSADOR DOBRYNIN`` where a list has ``Dobrynin, Anatoly``; leave ``HE THREW THE BALL``."""
    if not lexicon.authorities:
        return
    barred = _barred(draft)
    for named, words in _named(draft.text, lexicon):
        span = Span(words[named.first].span.start, words[named.end - 1].span.end)
        if not _is_in(span, barred):
            given = attrs(ref=named.entry.ref, cert=str(named.cert) if named.cert < Certainty.HIGH else "")
            why = f"{named.entry.name} ({named.likeness})"
            yield Mark(span, ELEMENTS[named.entry.kind], RULE, attributes=given, cert=named.cert, why=why)


def _barred(draft: Draft) -> list[Span]:
    """Where no name is marked: header fields, signatures, what has a name already; in order, without overlap."""
    marks = draft.of_kind(kinds.FIELD, kinds.SIGNED, kinds.INITIALS, *ELEMENTS.values())
    merged: list[Span] = []
    for span in sorted(Span(draft.to_text(mark.span.start), draft.to_text(mark.span.end)) for mark in marks):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _is_in(span: Span, barred: Sequence[Span]) -> bool:
    at = bisect_left(barred, (span.end,)) - 1
    return at >= 0 and span.start < barred[at].end


def _named(text: str, lexicon: Lexicon) -> Iterator[tuple[Named, list[Word]]]:
    words = [_word(match) for match in WORD.finditer(text) if match[0][0].isupper()]
    sure = list(_proven(text, words, list(_sure(text, words, lexicon)), lexicon))
    known = {named.entry.ref: named.entry for named in sure if named.entry.kind == "persons"}
    taken = {at for named in sure for at in range(named.first, named.end)}
    taken |= {at for at in range(len(words)) if _title(text, words, at, lexicon.titles, ("word",))}
    later = _later(text, words, taken, Authorities(known.values()), lexicon) if known else ()
    yield from ((named, words) for named in sorted([*sure, *later]))


def _proven(text: str, words: Sequence[Word], sure: Sequence[Named], lexicon: Lexicon) -> Iterator[Named]:
    """The names without those of one word that may as well be no name, and of which nothing says that they are."""
    single_words = {
        named: words[named.first] for named in sure if named.end - named.first == 1 and named.entry.kind != "persons"
    }
    ordinary = {named for named, word in single_words.items() if lexicon.patterns["ordinary word"].search(word.form)}
    clear = {named.entry.ref for named in sure if named not in ordinary}
    for named in sure:
        word = single_words.get(named)
        is_doubtful = named in ordinary and named.entry.ref not in clear
        if word and ((is_doubtful and not _is_set_off(text, word)) or _is_no_name(text, word, lexicon)):
            continue
        if named.entry.kind != "places" or not _is_other_place(text, words[named.first], lexicon):
            yield named


def _is_set_off(text: str, word: Word) -> bool:
    """Whether a word with a capital stands behind one in small letters: ``from AID``, not ``US AID``."""
    return bool(SMALL.search(text, max(word.span.start - LONGEST_WORD, 0), word.span.start))


def _is_other_place(text: str, word: Word, lexicon: Lexicon) -> bool:
    """Whether a place is only part of the name of another one: NORTH KOREA where a list has Korea."""
    before = text[max(word.span.start - LONGEST_WORD, 0) : word.span.start]
    return bool(lexicon.patterns["part of a place"].search(before))


def _is_no_name(text: str, word: Word, lexicon: Lexicon) -> bool:
    """Whether initials are part of a word that broke (``UN ABLE``, ``UN- ABLF``), or label a number (``PL 480``)."""
    if len(word.form) > BROKEN:
        return False
    if HYPHEN.match(text, word.span.end) or (len(word.form) < BROKEN and NUMBER.match(text, word.span.end)):
        return True
    before = BEFORE.search(text, max(word.span.start - LONGEST_WORD, 0), word.span.start)
    behind = BEHIND.match(text, word.span.end)
    pairs = [(before[1].upper(), word.form)] if before else []
    pairs += [(word.form, behind[1].upper())] if behind else []
    known = lexicon.words
    if behind and len(word.form) < BROKEN and behind[1].isupper() and behind[1] not in known:
        return True
    return any(first + second in known and not known.pair(first, second) for first, second in pairs)


def _word(match: regex.Match[str]) -> Word:
    """A word without the ending of the possessive: KHRUSHCHEV'S."""
    bare = match[0][:-2] if match[0][-2:].upper() in POSSESSIVE else match[0]
    return Word(Span(match.start(), match.start() + len(bare)), "".join(folded(bare)))


def _sure(text: str, words: Sequence[Word], lexicon: Lexicon) -> Iterator[Named]:
    """Forms of the lists, the longest first; and surnames and their spellings behind a title."""
    lists, at = lexicon.authorities, 0
    while at < len(words):
        named = _longest(text, words, at, lists) or _titled(text, words, at, lexicon)
        if named:
            yield named
        at = named.end if named else at + 1


def _longest(text: str, words: Sequence[Word], at: int, lists: Authorities) -> Named | None:
    if words[at].form not in lists.firsts:
        return None
    for end in range(min(len(words), at + LONGEST), at, -1):
        if _is_one(text, words[at:end]) and (entries := lists.exact([word.form for word in words[at:end]])):
            entry = single(entries)
            return entry and Named(at, end, entry, Likeness.EXACT, Certainty.HIGH)
    return None


def _titled(text: str, words: Sequence[Word], at: int, lexicon: Lexicon) -> Named | None:
    """A surname, or a spelling of one, behind a title; of several of that surname the one whose title it is."""
    title = _title(text, words, at, lexicon.titles, ("title", "address"))
    if not title:
        return None
    lists = lexicon.authorities
    for end in (at + 2, at + 1):
        if end <= len(words) and _is_one(text, words[at:end]):
            entries = lists.surname([word.form for word in words[at:end]])
            certs = {entry.ref: _is_office(title, entry, lexicon) for entry in entries}
            sure = [entry for entry in entries if certs[entry.ref] is Certainty.HIGH]
            if entry := single(sure) or single(entries):
                cert = certs[entry.ref]
                return Named(at, end, entry, Likeness.SURNAME, cert) if cert else None
            if entries:
                return None
    spelled = _spelled(words, at, lists, lexicon)
    return spelled if spelled and _is_office(title, spelled.entry, lexicon) else None


def _is_office(title: str, entry: Entry, lexicon: Lexicon) -> Certainty | None:
    """How surely a title is that of a person: high where the list says so, not at all where it says another one.

    Anybody may be addressed as MR. Of what a list says of nobody nothing can be told.
    """
    if not entry.role or lexicon.titles[title] == "address":
        return Certainty.MEDIUM
    expanded = (abbreviation.expansion for abbreviation in lexicon.abbreviations.get(title, ()))
    office = {word for text in (title, *expanded) for word in folded(text)}
    return Certainty.HIGH if office & set(folded(entry.role)) else None


def _spelled(words: Sequence[Word], at: int, lists: Authorities, lexicon: Lexicon) -> Named | None:
    """A word that nobody knows and that sounds like one name of the lists."""
    form = words[at].form
    if form in lexicon.words:
        return None
    matches = [match for match in lists.alike(form) if match.likeness is Likeness.SOUND]
    entry = single(match.entry for match in matches)
    return entry and Named(at, at + 1, entry, Likeness.SOUND, Certainty.MEDIUM)


def _later(text: str, words: Sequence[Word], taken: set[int], known: Authorities, lexicon: Lexicon) -> Iterator[Named]:
    """Surnames alone of persons whom the document names surely, and none behind the title of somebody else."""
    everybody = lexicon.authorities
    for at, word in enumerate(words):
        if at in taken:
            continue
        entry = single(known.surname([word.form]))
        title = _title(text, words, at, lexicon.titles, ("title",))
        if entry and title and _is_office(title, entry, lexicon) is None:
            continue
        if entry and all(other.kind != "persons" or other.ref == entry.ref for other in everybody.exact([word.form])):
            yield Named(at, at + 1, entry, Likeness.SURNAME, Certainty.MEDIUM)
        elif not entry and (spelled := _spelled(words, at, known, lexicon)):
            yield spelled


def _is_one(text: str, words: Sequence[Word]) -> bool:
    """Whether only blanks or a line end stand between words; a point only behind a short one (MR., F.)."""
    for word, following in pairwise(words):
        gap = text[word.span.end : following.span.start]
        if len(gap) > FARTHEST or gap.strip(". \t\r\n") or gap.count("\n") > 1:
            return False
        if "." in gap and len(word.form) > SHORT:
            return False
    return True


def _title(text: str, words: Sequence[Word], at: int, titles: Mapping[str, str], of: Sequence[str]) -> str:
    """The longest title of the kinds ``of`` that stands before a word; empty where none does."""
    for first in range(max(0, at - TITLE_WORDS), at):
        form = " ".join(word.form for word in words[first:at])
        if titles.get(form) in of and _is_one(text, words[first : at + 1]):
            return form
    return ""
