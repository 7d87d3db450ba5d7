"""Find the persons, places and organisations of the user's lists in a text.

What it marks:

* names that a list has in the same form or as a variant; surnames after a title (AMBASSADOR DOBRYNIN);
* surnames alone, of a person who speaks (THIEU SAID), or whom the document names in full, with a title or speaking;
  after titles, and for people named elsewhere, also spellings that sound alike (DOBRINYN).

What it leaves alone:

* a surname after a title that does not fit the entry (UNDER SECRETARY JOHNSON for a President), after another first
  name or MRS, or after MR if it is as common as SMITH;
* a surname alone, if nothing shows that a person is meant (BALL, WHITE), or if it is that common;
* families, people in the names of things (JFK Board), forms of two entries, entries without an identifier, misreadings
  (DOBRYNLN), header fields except the subject, a place after NORTH, US as a pronoun;
* initials and places that are also words (MILITARY AID), unless the document has another form of the same name.

How it may be wrong: another person with the same surname; initials of something else.
Seen in: every cable of an embassy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from teikit.authorities import Authorities, Entry, Likeness
from teikit.authorities.entries import folded
from teikit.authorities.index import MOST_WORDS, single
from teikit.authorities.initials import is_no_name, is_set_off
from teikit.authorities.name_words import NameWord, are_joined, words_of
from teikit.authorities.speaking import bearer, is_of_another, means_no_person, speaker
from teikit.core import Certainty, Draft, Mark, Span, attrs, kinds, overlaps
from teikit.lexicon import Lexicon

RULE = "names"
ELEMENTS = {"persons": kinds.PERS_NAME, "places": kinds.PLACE_NAME, "organisations": kinds.ORG_NAME}
"""Kinds of marks by the kinds of lists."""
FREE_FIELDS = ("subject",)  # types of header fields that are running text
TITLES = ("title", "address")
"""The kinds of words that precede the name of a person."""
TITLE_WORDS = 3  # words of a title, at most
LONGEST_WORD = 30  # characters of a word with the spaces around it, at most


class NameInText(NamedTuple):
    """A name in a text."""

    first: int  # place of its first word
    end: int  # place of the word after its last
    entry: Entry
    likeness: Likeness  # how its form resembles that of the entry
    cert: Certainty


def names(draft: Draft, lexicon: Lexicon) -> Iterator[Mark]:
    """Mark ``AMBASSADOR DOBRYNIN`` where a list has ``Dobrynin, Anatoly``; leave ``HE THREW THE BALL``."""
    if not lexicon.authorities:
        return
    barred = _barred(draft)
    for named, words in _named(draft.text, _blocks(draft), lexicon):
        span = Span(words[named.first].span.start, words[named.end - 1].span.end)
        if not overlaps(span, barred):
            given = attrs(ref=named.entry.ref, cert=str(named.cert) if named.cert < Certainty.HIGH else "")
            why = f"{named.entry.name} ({named.likeness})"
            yield Mark(span, ELEMENTS[named.entry.kind], RULE, attributes=given, cert=named.cert, why=why)


def _barred(draft: Draft) -> list[Span]:
    """Where no name is marked, in order: header fields except the subject, signatures, names already marked."""
    marks = draft.of_kind(kinds.FIELD, kinds.SIGNED, kinds.INITIALS, *ELEMENTS.values())
    return _merged(draft, [mark for mark in marks if mark.get("type") not in FREE_FIELDS])


def _blocks(draft: Draft) -> list[Span]:
    """The paragraphs, items and other blocks, in order, without overlap: no name runs from one to the next."""
    return _merged(draft, [mark for mark in draft.marks if mark.kind.is_block])


def _merged(draft: Draft, marks: Iterable[Mark]) -> list[Span]:
    """The places of marks in the corrected text, in order; those that overlap are one."""
    merged: list[Span] = []
    for span in sorted(draft.to_text_span(mark.span) for mark in marks):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _named(text: str, blocks: Sequence[Span], lexicon: Lexicon) -> Iterator[tuple[NameInText, list[NameWord]]]:
    """The names in a text, in order, each with all words of the text."""
    words = list(words_of(text, blocks))
    sure = list(_proven(text, words, list(_sure(text, words, lexicon)), lexicon))
    taken = {at for named in sure for at in range(named.first, named.end)}
    taken |= {at for at in range(len(words)) if _title(text, words, at, lexicon.titles, ("word",))}
    sure += _speaking(text, words, taken, lexicon)
    taken |= {named.first for named in sure}
    persons = {named.entry.ref: named.entry for named in sure if named.entry.kind == "persons"}
    namesakes = (bearer(word.form, lexicon.authorities, text, word.span.start) for word in words)
    persons |= {entry.ref: entry for entry in namesakes if entry}
    later = _later(text, words, taken, Authorities(persons.values()), lexicon) if persons else ()
    yield from ((named, words) for named in sorted([*sure, *later]))


def _proven(text: str, words: Sequence[NameWord], sure: Sequence[NameInText], lexicon: Lexicon) -> Iterator[NameInText]:
    """The names, without those of one word that may as well be ordinary words if nothing decides."""
    single_words = {
        named: words[named.first] for named in sure if named.end - named.first == 1 and named.entry.kind != "persons"
    }
    ordinary = {named for named, word in single_words.items() if lexicon.patterns["ordinary word"].search(word.form)}
    clear = {named.entry.ref for named in sure if named not in ordinary}
    for named in sure:
        word = single_words.get(named)
        is_doubtful = named in ordinary and named.entry.ref not in clear
        if word and is_doubtful and not is_set_off(text, word.span):
            continue
        if word and is_no_name(text, word.span, word.form, lexicon.words):
            continue
        if word and lexicon.homographs.may_be_word(word.form, text, word.span):
            continue
        if named.entry.kind != "places" or not _is_part_of_a_place(text, words[named.first], lexicon):
            yield named


def _is_part_of_a_place(text: str, word: NameWord, lexicon: Lexicon) -> bool:
    """Whether a place is part of the name of another one: NORTH KOREA, if a list has Korea."""
    before = text[max(word.span.start - LONGEST_WORD, 0) : word.span.start]
    return bool(lexicon.patterns["part of a place"].search(before))


def _sure(text: str, words: Sequence[NameWord], lexicon: Lexicon) -> Iterator[NameInText]:
    """The names that are forms in the lists, the longest at each place; else surnames or spellings after a title."""
    at = 0
    while at < len(words):
        named = _longest(text, words, at, lexicon) or _titled(text, words, at, lexicon)
        if named:
            yield named
        at = named.end if named else at + 1


def _longest(text: str, words: Sequence[NameWord], at: int, lexicon: Lexicon) -> NameInText | None:
    """The longest form of the lists that begins with word ``at``; None if there is none or several entries have it.

    After another first name, a surname that is a form by itself is that of another person.
    """
    lists = lexicon.authorities
    if words[at].form not in lists.firsts:
        return None
    for end in range(min(len(words), at + MOST_WORDS), at, -1):
        if are_joined(text, words[at:end]) and (entries := lists.exact([word.form for word in words[at:end]])):
            entry = single(entries)
            if entry and end == at + 1 and is_of_another(entry, text, words[at].span.start, lexicon.names_before):
                return None
            if entry and means_no_person(text, words[at:end], entry, lexicon.patterns["named after a person"]):
                return None
            return entry and NameInText(at, end, entry, Likeness.EXACT, Certainty.HIGH)
    return None


def _titled(text: str, words: Sequence[NameWord], at: int, lexicon: Lexicon) -> NameInText | None:
    """A surname, or a spelling of one, after a title; if several entries have it, the one whose title it is."""
    title = _title(text, words, at, lexicon.titles, TITLES)
    if not title:
        return None
    lists = lexicon.authorities
    for end in (at + 2, at + 1):
        if end <= len(words) and are_joined(text, words[at:end]):
            entries = lists.surname([word.form for word in words[at:end]])
            certs = {entry.ref: _title_cert(title, entry, lexicon) for entry in entries}
            sure = [entry for entry in entries if certs[entry.ref] is Certainty.HIGH]
            if entry := single(sure) or single(entries):
                cert = certs[entry.ref]
                is_other = is_of_another(entry, text, words[at].span.start, lexicon.names_before)
                return NameInText(at, end, entry, Likeness.SURNAME, cert) if cert and not is_other else None
            if entries:
                return None
    spelled = _spelled(words, at, lists, lexicon)
    return spelled if spelled and _title_cert(title, spelled.entry, lexicon) else None


def _title_cert(title: str, entry: Entry, lexicon: Lexicon) -> Certainty | None:
    """How certain it is that a title belongs to a person; None if the list gives the person another office.

    It is high if the list gives that office, medium if it gives none or the title is an address such as MR. After an
    address a surname as common as THOMPSON is that of anybody. UNDER SECRETARY is not a title of a Secretary of State.
    """
    if lexicon.titles[title] == "address" and lexicon.patterns["common surname"].search(entry.surname):
        return None
    if not entry.role or lexicon.titles[title] == "address":
        return Certainty.MEDIUM
    expanded = (abbreviation.expansion for abbreviation in lexicon.abbreviations.get(title, ()))
    role = set(folded(entry.role))
    return Certainty.HIGH if any(role.issuperset(folded(office)) for office in (title, *expanded)) else None


def _spelled(words: Sequence[NameWord], at: int, lists: Authorities, lexicon: Lexicon) -> NameInText | None:
    """An unknown word that sounds like exactly one name of the lists."""
    form = words[at].form
    if form in lexicon.words:
        return None
    matches = [match for match in lists.alike(form) if match.likeness is Likeness.SOUND]
    entry = single(match.entry for match in matches)
    return entry and NameInText(at, at + 1, entry, Likeness.SOUND, Certainty.MEDIUM)


def _speaking(text: str, words: Sequence[NameWord], taken: set[int], lexicon: Lexicon) -> list[NameInText]:
    """Surnames alone, of people who speak: THIEU SAID; not after a title, which has already decided."""
    speaking, verb, common = [], lexicon.patterns["person verb"], lexicon.patterns["common surname"]
    for at, (span, form, _) in enumerate(words):
        if at in taken or not verb.match(text, span.end) or _title(text, words, at, lexicon.titles, TITLES):
            continue
        entry = speaker(form, lexicon.authorities, common)
        if entry and not is_of_another(entry, text, span.start, lexicon.names_before):
            speaking.append(NameInText(at, at + 1, entry, Likeness.SURNAME, Certainty.MEDIUM))
    return speaking


def _later(
    text: str, words: Sequence[NameWord], taken: set[int], persons: Authorities, lexicon: Lexicon
) -> Iterator[NameInText]:
    """Surnames alone, of people whom the document names elsewhere (``persons``), unless after somebody else's title.

    ``taken`` are the places of words that already belong to names and titles.
    """
    everybody = lexicon.authorities
    for at, word in enumerate(words):
        if at in taken:
            continue
        entry = single(persons.surname([word.form]))
        title = _title(text, words, at, lexicon.titles, ("title",))
        if entry and title and _title_cert(title, entry, lexicon) is None:
            continue
        if entry and is_of_another(entry, text, word.span.start, lexicon.names_before):
            continue
        if entry and means_no_person(text, [word], entry, lexicon.patterns["named after a person"]):
            continue
        if entry and all(named.kind != "persons" or named.ref == entry.ref for named in everybody.exact([word.form])):
            yield NameInText(at, at + 1, entry, Likeness.SURNAME, Certainty.MEDIUM)
        elif not entry and (spelled := _spelled(words, at, persons, lexicon)):
            yield spelled


def _title(text: str, words: Sequence[NameWord], at: int, titles: Mapping[str, str], of: Sequence[str]) -> str:
    """The longest title of the kinds ``of`` right before word ``at``; empty if there is none."""
    for first in range(max(0, at - TITLE_WORDS), at):
        form = " ".join(word.form for word in words[first:at])
        if titles.get(form) in of and are_joined(text, words[first : at + 1]):
            return form
    return ""
