"""The subject of a document by the field of its subject, as it is read, if it is legible and really a subject."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

import regex

from teikit.layers.measures import measured
from teikit.lexicon import Lexicon
from teikit.lexicon.line_roles import ROLES, LineRole

SIGNS = " .:;,•°*-–—=_~+|"  # signs between a label and its value
OPEN_END = " ;,"  # signs after a subject: "Records -- Differences;"
MISREAD_COLON = regex.compile(r"^(?:[^\p{L}\s(\"“]|[^\p{L}\p{N}\s(\"“#]{2})\s")
"""A colon that was misread: SUBJECT 1 William MARTIN, SUBJECT ©’ CURRENT ACTIVITIES."""
SPECKS_AROUND = regex.compile(r"(?:\s+[^\p{L}\p{N}\s(\[\])\"“”'’]{1,3}\)?)+$|^['‘’`]\s+")
"""Signs that an engine made of spots around a subject: ``' Operations in Cuba``, ``Victor PANEQUE Batista !``."""
SPECK_LINES = regex.compile(r"(?:\s*\n\W*(?:[0-9]{1,2}|\p{L}?\p{Ll})\W*)+$|(?<=[\p{L}\"”][.)]?)[^\S\n]\p{Ll}\s*$")
"""Last lines that are specks, and a last letter that is one: ``2`` below ``former employee``, ``foreign Award a``."""
LINE_END = regex.compile(r"(?<=[\p{L}\"”)])(?:[^\S\n][^\p{L}\p{N}\s(])*[^\S\n][b-df-hijk-nq-tvwxz](?=\n)")
"""A letter at the end of a line that is not a word, and so a speck: ``aka ; j``."""
SUBJECT_WORD = regex.compile(r"\p{L}{3,}")  # a word of a subject, which shows that it is legible
SUBJECT = "subject"
"""The type of field whose label may follow a speck that was read as a label: ``1: SUBJECT: Report of the man``."""
LEAST_WORDS = 2  # fewest known words of a value without a colon before it; fewest lines of a label and a value
HELD = regex.compile(r"\s*\(.*|\W+$")
"""The text after an addressee: ``DIRECTOR, FBI (92-3267)``."""
PUNCTUATION = regex.compile(r"[.,]")  # signs that are ignored when a label or a party is compared
FEW_KNOWN = 1 / 3  # share of known words of a line that may be handwriting
LONG_VALUE = 4  # words of a value that a sentence may be
LEGIBLE = 0.5  # share of known words from which such a value is legible
NOISE = -3.0  # log odds from which the letters of such a line are noise


class SubjectField(NamedTuple):
    """A field of the subject: its text, its label, and whether it continues another one."""

    text: str
    label: int  # number of its words that are the label
    is_further: bool  # whether it goes on with the field above it


def subject_of(fields: Sequence[SubjectField], lexicon: Lexicon, waits: bool = False) -> str:
    """The subject in the first of the fields that has one, with the fields that go on with it; else empty.

    The subject of a paper takes precedence over what somebody wrote on its routing sheet: ``SUBJECT: (Optional)``. The
    result is also empty if the subject breaks off, because the rest of it was lost. ``waits`` is as for
    :func:`subject_in`.
    """
    values = [subject_in(field.text, field.label, lexicon, waits) for field in fields]
    with_value = [at for at, value in enumerate(values) if value and not fields[at].is_further]
    own = (at for at in with_value if not _is_optional(fields[at], lexicon))
    first = next(own, next(iter(with_value), len(values)))
    rest = takewhile(lambda at: fields[at].is_further, range(first + 1, len(fields)))
    subject = " ".join(filter(None, [*values[first : first + 1], *(values[at] for at in rest)]))
    return "" if _breaks_off(subject, lexicon) else subject


def _is_optional(field: SubjectField, lexicon: Lexicon) -> bool:
    """Whether a field is that of a routing sheet, by the print next to its label."""
    value = " ".join(field.text.split()[field.label :]).lstrip(SIGNS)
    return lexicon.patterns["beside a subject"].match(value) is not None


def _breaks_off(subject: str, lexicon: Lexicon) -> bool:
    """Whether a word must follow the last one of a subject: ``COMMUNIST PARTY OF``, ``General Comments on Mr.``"""
    last = PUNCTUATION.sub("", subject.rpartition(" ")[2]).upper()
    is_function = any(word.word == last for word in lexicon.header_words if word.kind == "function")
    return is_function or lexicon.titles.get(last) == "address"


def subject_in(text: str, label: int, lexicon: Lexicon, waits: bool = False) -> str:
    """The subject in a field, whose first ``label`` words are the label.

    ``waits`` says that the label of the sender has no value, so that it may be the first line of the field. The subject
    is empty if it is another field of the form, its addressee, or unreadable.
    """
    text = _below_sender(text, label, lexicon) if waits else text
    value = _value(" ".join(SPECK_LINES.sub("", LINE_END.sub("", text)).split()), label, lexicon)
    printed = lexicon.patterns["beside a subject"].match(value)
    value = value[printed.end() :] if printed else value
    value = SPECKS_AROUND.sub("", value).rstrip(OPEN_END)
    if not value or _is_of_the_form(value, lexicon) or _is_noise(value, lexicon) or _is_garbled(value, lexicon):
        return ""
    return value


def _below_sender(text: str, label: int, lexicon: Lexicon) -> str:
    """The field without its first line, if that is the sender, whose label alone precedes the field.

    ``FROM`` / ``SUBJECT`` / ``MR. I. W. CONRAD`` / ``REQUEST FOR TOUR OF LABORATORY``: both labels were read first.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < LEAST_WORDS or len(SUBJECT_WORD.findall(lines[0])) > label:
        return text
    named = PUNCTUATION.sub("", lines[1].lstrip(SIGNS)).upper().split()
    begins = {word.word for word in lexicon.header_words if word.kind in ("title", "opening")}
    return "\n".join([lines[0], *lines[2:]]) if named and named[0] in begins else text


def _value(text: str, label: int, lexicon: Lexicon) -> str:
    """The text after the label, without the signs between them.

    Empty for specks, and if neither a colon nor legible words show that the first word was the label.
    """
    words = text.lstrip(SIGNS).split()
    _, colon, rest = " ".join(words[: label + 1]).partition(":") if label else ("", "", "")
    value = " ".join([rest, *words[label + 1 :]] if colon else words[label:]).lstrip(SIGNS)
    labels = (field.reads for field in lexicon.fields if field.id == SUBJECT and field.pattern)
    again = next(filter(None, (reads.match(value) for reads in labels)), None)
    value = value[again.end() :] if again else value
    if label and not colon:
        value = MISREAD_COLON.sub("", value)
        return value if _is_legible(value, lexicon) else ""
    return value if any(map(str.isalnum, value)) else ""


def _is_legible(text: str, lexicon: Lexicon) -> bool:
    """Whether most words of a text are known, and at least two."""
    words = SUBJECT_WORD.findall(text.upper())
    known = sum(word in lexicon.words for word in words)
    return known >= LEAST_WORDS and known * 2 > len(words)


def _is_of_the_form(value: str, lexicon: Lexicon) -> bool:
    """Whether a value is a label of the form (``DATE DISTR.``), an addressee (``DIRECTOR, FBI (92-3267)``), a title."""
    bare = "".join(PUNCTUATION.split(HELD.sub("", value.upper())))
    printed = (field.label for field in lexicon.fields)
    titles = (word.word for word in lexicon.header_words if word.kind == "title")
    parties = (party.form for party in lexicon.parties if party.kind != "agency")  # a paper may be about one
    return bare != "" and bare in {*printed, *titles, *parties}


def _is_noise(value: str, lexicon: Lexicon) -> bool:
    """Whether a value is what an engine made of handwriting: ``(“ze4eove [Jello Crtex Ath``."""
    chances = dict(zip(ROLES, lexicon.line_letters.scores(value), strict=True))
    scrap = chances[LineRole.SCRAP] - max(chances[LineRole.TEXT], chances[LineRole.FIELD])
    return measured(value, lexicon.words).known_share <= FEW_KNOWN and scrap > NOISE


def _is_garbled(value: str, lexicon: Lexicon) -> bool:
    """Whether most words of a value that is not a list of names were misread: ``Contrest Anendnent for Dlvard``."""
    measures = measured(value, lexicon.words)
    function = {word.word for word in lexicon.header_words if word.kind == "function"}
    is_long = measures.long_words >= LONG_VALUE and not function.isdisjoint(measures.words)
    return is_long and measures.known_share < LEGIBLE
