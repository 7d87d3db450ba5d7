"""Find passages in a language other than the collection's, in which no word is corrected.

What it marks: one sentence or more whose function words are those of another language (``languages.tsv``) and whose
other words are in no list, in a document in that language or inside an English cable, in upper or lower case, with or
without accents.

What it leaves alone: names of people, streets, places and newspapers (``CALLE DE LOS HEROES``), single words and
phrases (``DE FACTO``, ``COUP D'ETAT``), header fields and signatures, lists of names.

How it may be wrong: a passage that was read so badly that hardly a function word is left looks like noise; the English
words at the edge of a passage may be taken into it.
Seen in: clippings of Cuban newspapers, texts of broadcasts, letters of informants in the JFK records.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

import regex

from teikit.core import Draft, Edit, Mark, Span, attrs, kinds
from teikit.lexicon import Lexicon
from teikit.lexicon.foreign import WELL, Passage, borrowed, passages
from teikit.lexicon.language import LANGUAGE_WORD

RULE = "foreign"
KEPT = (kinds.FIELD, kinds.SIGNED, kinds.INITIALS)
"""Kinds of marks in which no passage is looked for."""
MOST_NEUTRAL = 8  # words beyond a passage that may be taken into it up to the end of their sentence, at most
SENTENCE_END = regex.compile(r"[.?!:;\"“”«»()]")  # a sign that ends a sentence, or separates two of one language
MOSTLY = 0.85  # least share of the words in passages of one language from which the edges of the text are in it, too
OPENING = "¿¡"  # signs before a Spanish sentence, which belong to it
CLOSING = ".?!"  # signs after a sentence, which belong to it
BLANK_LINE = regex.compile(r"(?>\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")  # a blank line, which separates two passages


def foreign(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Mark ``EL GOBIERNO NO PUEDE ACEPTAR QUE LOS``; leave ``HE LIVES IN CALLE DE LOS HEROES``."""
    own = lexicon.languages.named(lexicon.collection.language)
    if own is None:
        return
    text, kept = draft.text, [draft.to_text_span(mark.span) for mark in draft.of_kind(*KEPT)]
    words = [match for match in LANGUAGE_WORD.finditer(text) if not _is_inside(match.start(), kept)]
    forms = [match[0].upper().replace("’", "'") for match in words]
    functions = {language.code: language.words for language in lexicon.languages.all}
    done = 0
    shown = passages(forms, own, lexicon.languages, lexicon.words, borrowed(lexicon.levels))
    for passage in _whole(list(shown), forms, own.words):
        edges = Edges(text, words, forms, own.words, functions[passage.code], lexicon.words)
        first = max(edges.reach(max(passage.first, done), -1), done)
        done = edges.reach(passage.end, 1)
        span = _with_edges(text, Span(words[first].start(), words[done - 1].end()))
        why = f"its function words are {', '.join(passage.telling)}"
        yield Mark(span, kinds.FOREIGN, RULE, attributes=attrs(lang=passage.code), why=why)


def _whole(passages: Sequence[Passage], forms: Sequence[str], own: Container[str]) -> Sequence[Passage]:
    """The passages, the first and the last extended to the ends of a text that is almost all in their language.

    ``MINISTÈRE DES AFFAIRES ÉTRANGÈRES`` / ``NOTE`` above such a text has no word that only the collection's language
    has; ``own`` are its function words.
    """
    count = sum(passage.end - passage.first for passage in passages)
    if len({passage.code for passage in passages}) != 1 or count < MOSTLY * len(forms):
        return passages
    first, last = passages[0], passages[-1]
    above, below = forms[: first.first], forms[last.end :]
    if not any(word in own for word in above):
        passages = [first._replace(first=0), *passages[1:]]
    if not any(word in own for word in below):
        passages = [*passages[:-1], passages[-1]._replace(end=len(forms))]
    return passages


def _is_inside(offset: int, stretches: Sequence[Span]) -> bool:
    """Whether an offset lies in one of the stretches, which are in order."""
    index = bisect_right(stretches, (offset, offset)) - 1
    return index >= 0 and offset < stretches[index].end


class Edges(NamedTuple):
    """The words of a text, and how far a passage in another language reaches among them.

    ``own`` are the function words of the collection's language, ``functions`` those of the passage's.
    """

    text: str
    words: Sequence[regex.Match[str]]
    forms: Sequence[str]
    own: frozenset[str]
    functions: frozenset[str]
    vocabulary: Mapping[str, int]

    def reach(self, at: int, step: int) -> int:
        """How far a passage that is sure up to ``at`` reaches, as the number of the word after (or before) it.

        Forwards (``step`` 1) or backwards (-1) it goes on to the end of its sentence and over rare words, but not over
        a function word of the collection's language nor over a blank line.
        """
        reach, is_new_sentence, is_odd = at, False, True
        for _ in range(MOST_NEUTRAL + 1):
            between = self._between(at)
            if between is None or BLANK_LINE.search(between):
                return at
            if SENTENCE_END.search(between):
                reach, is_new_sentence = at, True
            word = self.forms[at - 1 if step < 0 else at]
            is_function = word in self.functions
            is_odd &= is_function or self.vocabulary.get(word, 0) < WELL
            if (word in self.own and not is_function) or (is_new_sentence and not is_odd):
                break
            at += step
            if is_odd and not is_new_sentence:
                reach = at
        return reach

    def _between(self, at: int) -> str | None:
        """The text between the word ``at`` and the one before it; None at the ends of the text."""
        if 0 < at < len(self.words):
            return self.text[self.words[at - 1].end() : self.words[at].start()]
        return None


def _with_edges(text: str, span: Span) -> Span:
    """A passage with its punctuation, and with the rest of its first and last line if there is no word in it."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    if LANGUAGE_WORD.search(text, start, span.start):
        start += len(text[start : span.start].rstrip(OPENING))
    if LANGUAGE_WORD.search(text, span.end, end):
        end -= len(text[span.end : end].lstrip(CLOSING))
    start += len(text[start : span.start]) - len(text[start : span.start].lstrip())
    return Span(start, span.end + len(text[span.end : end].rstrip()))
