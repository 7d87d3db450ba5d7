"""Correct words by evidence: how the engine may have misread them, what cables say, and the words around them.

What it corrects:

* words with wrong letters (``PROCLDURES`` reads PROCEDURES, ``goo?`` reads good);
* words with a space or mark inside, or without one between them (``AP ROACH``, ``FLOOR.THAT``, ``tothe``, ``FROMA``);
* words broken at the end of a line and misread (``REUNIFI-`` / ``CATlON``, ``neighbor=`` / ``hood``);
* short words that were read with digits (``WHO 1S A``, ``AND 70 PROVIDE``), where no number can stand;
* known words that do not fit between their neighbours (``HE WILL HE ASKED``);
* lone specks.

A form that differs in one letter from a word which the document has often is that word (``LIANCEOR`` among LIANCHOR).

What still looks odd gets a second look, now that its neighbours are better known: short words of which a
letter was read as a mark (``°Y``, ``FA. EAST``), words in pieces that are words or marks (``GOV: RN ENT``), bare
numbers that were words (``LIKE 70 MEET``).

What it leaves alone:

* texts in another language; other numbers, dates, codes (``C/CIC``, ``B1A3``, ``H.M.G.``);
* names and odd words that the document has more than twice, persons in a list (``UNNER, James``), words with accents
  that are not specks (chargé, Gómez), signatures, text in brackets;
* dates, numbers and persons in a header; other words there are changed only if that is very likely right;
* capitals among small letters that may be an abbreviation (``JOT``), British spellings (``organised``);
* pieces that would become a word with other letters (``D C`` DEC), unless an engine read letters of the text as blanks;
* any word of which the chance that it is right outweighs the gain;
* in a document with many odd words, what a typist may have typed (``NEW YRK``) and what may as well be another word; in
  one that was hardly misread, odd words (``Embalse``), unless they are surely wrong.

A list of words proposes; the change is made only if the channel, the context and the scorecard agree. If the engine
said how sure it was of each word (hOCR, ALTO), that counts for a change or against it, and a doubtful word may be any
similar word. If it gave the positions of the words of a typed page, a word must have as many characters as there is
room for (``IN DIA`` is INDIA only if five).

How it may be wrong: a rare name that looks like a damaged word; a slip of the typist (``DEIDED``) that is taken for one
of the engine. Each change says how likely it is to be right, and how likely to spoil a right word (benchmarks/README.md
measures how far these chances are true).
Seen in: every OCR text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from teikit.core import Certainty, Draft, Edit, Evidence, Span, kinds
from teikit.lexicon import Lexicon
from teikit.words.accents import accented
from teikit.words.bounds import LETTER_CHANGES, Legibility, certainty, legibility
from teikit.words.candidate import Candidate, log_probability
from teikit.words.capitals import Capitals
from teikit.words.certainty import misreadings
from teikit.words.changes import Change, ReadSegment, read_segments
from teikit.words.channel import Misreading
from teikit.words.document import TextKnowledge
from teikit.words.drafts import confidences_of, header_stretches, kept_stretches, no_words
from teikit.words.one_token import VOWELS
from teikit.words.tokens import HYPHENS

RULE = "words"
TITLE_ENDS = ("", ".", ",")  # marks after a title: Mrs, ALIXE
LIKELY_OF_INITIALS = 0.92  # chance of being right, at least, of a common word in the place of capitals
LONGEST_INITIALS = 5  # letters, at most, of capitals that may be an abbreviation
MOST_CANDIDATES = 4  # readings that a change names, at most
BREAK = regex.compile(r"(?P<marks>(?:[ \t]*[^\p{L}\p{N}\s]+)*+)(?P<end>[ \t]*(?:\r\n|\r|\n)\s*)")
"""A line end within a change, and the marks before it."""
NAMES = {"": "nothing", " ": "a blank"}  # how a message names what is invisible
EDGE = regex.compile(r"[^\p{L}\p{N}\s]")  # a mark at the edge of a change, which both readings have


def words(draft: Draft, lexicon: Lexicon) -> Iterator[Edit]:
    """Read ``PROCLDURES`` as PROCEDURES; leave POLTO."""
    if draft.kind or _is_foreign(draft, lexicon):
        return
    capitals = Capitals(draft.text, lexicon.proper_words, lexicon.person_titles)
    document = list(read(draft, lexicon))
    of_document = legibility(document)
    for segment in document:
        for change in segment.changes:
            level = level_of(change, of_document, lexicon)
            if level and (change.first.word, change.step.candidate.word) not in lexicon.revoked:
                yield from _edits(change, draft.text, level, segment.candidates[change.step.at], capitals)


def _is_foreign(draft: Draft, lexicon: Lexicon) -> bool:
    """Whether a text with passages in another language is wholly in it: ``gu mayor`` in Spanish is not govmayor."""
    judgement = lexicon.languages.of_text(draft.text)
    return judgement is not None and any(mark.get("lang") == judgement.code for mark in draft.of_kind(kinds.FOREIGN))


def read(draft: Draft, lexicon: Lexicon) -> Iterator[ReadSegment]:
    """The draft as this rule reads it, segment by segment; what must not be changed is only context.

    If the source has a layout by Tesseract, how sure the engine was of a word counts, too.
    """
    kept = [
        *kept_stretches(draft),
        *no_words((lexicon.calendar.date, lexicon.calendar.day_and_month), draft.text),
        *accented(draft.text, lexicon.accented, lexicon.is_english),
    ]
    knowledge = TextKnowledge(kept, lexicon.kept_words, header_stretches(draft), confidences_of(draft))
    return read_segments(draft.text, lexicon.words, lexicon.channel, lexicon.scorecard, knowledge)


def level_of(change: Change, of_document: Legibility, lexicon: Lexicon) -> Certainty | None:
    """How certain a change is: only a suggestion if it may spoil a name, None if it is not even worth suggesting."""
    level = certainty(change, of_document)
    is_risky = _spoils_a_name(change, lexicon) or _spoils_initials(change, lexicon)
    return Certainty.LOW if level and is_risky else level


def _spoils_a_name(change: Change, lexicon: Lexicon) -> bool:
    """Whether a name after a title becomes what is not a word, and what cables never have there: ``Col. DePuy``.

    It is never so in a line of capitals, where any word begins with a capital, and the word before may end a sentence.
    """
    candidate, segment, at = change.step.candidate, change.segment, change.step.at
    if (
        not at
        or candidate.kind not in LETTER_CHANGES
        or segment.cases[at].is_in_capitals
        or not change.first.core[:1].isupper()
    ):
        return False
    title, word = segment.tokens[at - 1], candidate.word
    if title.word not in lexicon.person_titles or title.trail not in TITLE_ENDS:
        return False
    may_stand = word in lexicon.proper_words or word in segment.own_counts or word in lexicon.person_titles
    return not may_stand and not lexicon.words.pair_count(title.word, word)


def _spoils_initials(change: Change, lexicon: Lexicon) -> bool:
    """Whether capitals among small letters, as only names and abbreviations have, become a common word.

    ``the head of Training or JOT`` is no NOT, ``Sylvia WEYL in Florida`` no WELL; but beside others in capitals a
    heading may stand.
    """
    candidate, segment, at = change.step.candidate, change.segment, change.step.at
    core, word = change.first.core, candidate.word
    is_sure = change.chance.right >= LIKELY_OF_INITIALS
    if is_sure or candidate.kind not in LETTER_CHANGES or candidate.end != at + 1 or segment.cases[at].is_in_capitals:
        return False
    beside = [segment.tokens[at - 1]] if at and not segment.tokens[at - 1].ends_line else []
    beside += segment.tokens[at + 1 : at + 2] if not change.first.ends_line else []
    is_apart = beside and not any(len(token.core) > 1 and token.core.isupper() for token in beside)
    may_be_initials = core.isalpha() and core.isupper() and 1 < len(core) <= LONGEST_INITIALS
    is_common = lexicon.is_english(word) and word not in lexicon.abbreviations and not VOWELS.isdisjoint(word)
    return bool(is_apart) and may_be_initials and is_common


def _edits(
    change: Change, text: str, level: Certainty, weighed: Sequence[Candidate], capitals: Capitals
) -> Iterator[Edit]:
    """One edit, or up to three for a word broken over a line: the break, and what is wrong in each half."""
    start, end, new = change.first.start, change.last.end, _reading(change.step.candidate, capitals)
    while start < end and new and EDGE.match(text[start]) and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and EDGE.match(text[end - 1]) and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    why, chance = reason(change), change.chance
    margins = (start - change.first.start, change.last.end - end)
    broken = BREAK.search(text, start, end)
    parts = _halves(change, text, Span(start, end), new, broken) if broken else ((Span(start, end), new),)
    for span, reading in parts:
        if text[span.start : span.end] != reading:
            candidates = () if broken else _candidates(change, weighed, capitals, *margins)
            yield Edit(
                span,
                reading,
                RULE,
                level,
                Evidence.INTERNAL,
                why,
                chance=chance.right,
                harm=chance.harm,
                candidates=candidates,
            )


def _reading(candidate: Candidate, capitals: Capitals) -> str:
    return capitals.restored(candidate.observed, candidate.text)


def _candidates(
    change: Change, weighed: Sequence[Candidate], capitals: Capitals, left: int, right: int
) -> tuple[str, ...]:
    """The readings of the same tokens, the chosen one first, then the best; without marks at their ends.

    ``left`` and ``right`` are the numbers of characters at the ends that stay as they are.
    """
    segment, chosen = change.segment, change.step.candidate
    same = [candidate for candidate in weighed if candidate.end == chosen.end and candidate.kind != "as read"]

    def cost(candidate: Candidate) -> float:
        return candidate.cost - log_probability(segment.vocabulary, change.step.before, candidate.symbols)[0]

    head, tail = chosen.text[:left], chosen.text[len(chosen.text) - right :]
    texts = [_reading(candidate, capitals) for candidate in (chosen, *sorted(same, key=cost))]
    kept = [text for text in texts if text.startswith(head) and text.endswith(tail) and len(text) >= left + right]
    return tuple(dict.fromkeys(text[left : len(text) - right] for text in kept))[:MOST_CANDIDATES]


def reason(change: Change) -> str:
    """How likely a change is to be right, how likely to spoil a right word, and what the engine must have misread."""
    right, harm = change.chance
    misread = misreadings(change.segment, change.step.at, change.step.candidate)
    return "; ".join([f"chance {right:.2f}, harm {harm:.3f}", *map(in_words, misread)])


def in_words(misreading: Misreading) -> str:
    """A misreading in words: ``E read as L``."""
    truth, observed = (NAMES.get(text, text) for text in (misreading.truth, misreading.observed))
    return f"{truth} read as {observed}"


def _halves(change: Change, text: str, span: Span, new: str, broken: regex.Match[str]) -> Iterator[tuple[Span, str]]:
    """The first half of a word broken over a line, the break, what is in the margin next to it, and the second half."""
    tokens = change.tokens
    second = broken.end()
    observed = change.step.candidate.observed
    if len(tokens) == 3 and tokens[1].start >= second and observed == tokens[0].core + tokens[2].core:
        second = tokens[2].start
    cut = _cut(change, text[span.start : broken.start()], text[second : span.end], new)
    yield Span(span.start, broken.start()), new[:cut]
    if broken["marks"] in HYPHENS:
        yield Span(*broken.span()), ""
    else:
        yield Span(*broken.span("marks")), ""
        yield Span(*broken.span("end")), ""
    yield Span(broken.end(), second), ""
    yield Span(second, span.end), new[cut:]


def _cut(change: Change, first: str, second: str, new: str) -> int:
    """The offset that breaks a new reading into halves that are as near as possible to those on the page."""
    cost = change.segment.channel.cost
    cuts = range(1, len(new))
    return min(cuts, key=lambda cut: (cost(new[:cut], first) + cost(new[cut:], second), cut), default=len(new))
