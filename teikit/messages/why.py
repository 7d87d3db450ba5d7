"""Explain the reading of a word: its candidates, the cost of each, and what decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from teikit.chain import correct
from teikit.core import Draft, Source, kinds
from teikit.errors import UsageError
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.passes import words
from teikit.wording import counted, visible
from teikit.words.bounds import Legibility, legibility
from teikit.words.candidate import Candidate, log_probability
from teikit.words.certainty import misreadings, scorecard_case
from teikit.words.changes import Change, ReadSegment
from teikit.words.token_kinds import TokenKind

MOST_FACTS = 8  # facts that are shown
KINDS = {
    TokenKind.MARK: "marks that stand alone",
    TokenKind.NUMBER: "left alone: it is a number, or part of a name, date or signature",
    TokenKind.CODE: "a code: letters and digits",
    TokenKind.RECURRING: "an unknown word that the document has several times",
    TokenKind.KNOWN: "a known word",
    TokenKind.ODD: "a word nobody knows",
}


def explain_word(source: Source, line: int, column: int, lexicon: Lexicon) -> str:
    """All that is known about the word at a line and a column, both counted from 1, as lines of text.

    Raises :class:`~teikit.errors.UsageError` if the text has no such place.
    """
    offset = _offset(source, line, column)
    draft = correct(source, lexicon, Options(without=(words.RULE,)))
    lines = [*_layers(draft, offset), *_edits_before(draft, offset)]
    document = list(words.read(draft, lexicon))
    place = _find(draft, offset, document)
    if place:
        lines += _word(*place, legibility(document), lexicon)
    elif not lines:
        lines = ["there is no word here"]
    return "\n".join([f"{visible(source.place(offset))}:", *(f"  {line}" for line in lines)]) + "\n"


def _offset(source: Source, line: int, column: int) -> int:
    if not 0 < line <= len(source.lines) or not 0 < column <= len(source.lines[line - 1].text) + 1:
        message = f"there is no line {line}, column {column} in this text"
        hint = "Lines and columns count from 1, as in the messages of convert."
        raise UsageError("USAGE-PLACE", message, hint, source.name)
    return source.lines[line - 1].start + column - 1


def _layers(draft: Draft, offset: int) -> Iterator[str]:
    """The marks that cover a place."""
    for mark in draft.marks:
        if mark.span.start <= offset < mark.span.end and mark.kind not in (kinds.PAGE, kinds.P):
            aside = "; what is set aside is not corrected word by word" if mark.aside else ""
            yield f"within {mark.kind.label or mark.kind} (rule {mark.rule}{aside})"


def _edits_before(draft: Draft, offset: int) -> Iterator[str]:
    """The changes that earlier rules made there."""
    for edit in draft.edits:
        if edit.span.start <= offset < edit.span.end:
            yield f"reads {visible(edit.new) or 'nothing'} (rule {edit.rule}; {edit.cert}; {visible(edit.why)})"


def _find(draft: Draft, offset: int, document: Sequence[ReadSegment]) -> tuple[ReadSegment, int] | None:
    """The token at an offset of the source, with its segment."""
    if any(mark.aside and mark.span.start <= offset < mark.span.end for mark in draft.marks):
        return None
    place = draft.to_text(offset)
    for read in document:
        for at, token in enumerate(read.segment.tokens):
            if token.start <= place < token.end:
                return read, at
    return None


def _word(read: ReadSegment, at: int, of_document: Legibility, lexicon: Lexicon) -> Iterator[str]:
    """A token: its kind, its candidates, and the decision about it."""
    segment = read.segment
    token = segment.tokens[at]
    count = segment.own_counts[token.word]
    times = "once" if count == 1 else counted(count, "time")
    yield f"{visible(token.text)}: {KINDS[segment.kinds[at]]}; {times} in this document"
    change = next((change for change in read.changes if change.step.at <= at < change.step.candidate.end), None)
    first = change.step.at if change else at
    chosen = change.step.candidate if change else read.candidates[at][0]
    yield "candidates and their costs, the lower the likelier (as a misreading, after the words before):"
    before = change.step.before if change else segment.neighbours(at)[0]
    for candidate in read.candidates[first]:
        context = log_probability(segment.vocabulary, before, candidate.symbols)[0]
        yield _candidate(read, first, candidate, context, chosen=candidate is chosen, lexicon=lexicon)
    if change:
        yield from _decision(change, of_document, lexicon)
    else:
        yield "decided: nothing is cheaper than leaving it as it is"


def _candidate(read: ReadSegment, at: int, candidate: Candidate, context: float, chosen: bool, lexicon: Lexicon) -> str:
    """One candidate with its costs, the list that has it, and the misreadings it would need."""
    text = visible(candidate.text) or "(nothing)"
    misread = misreadings(read.segment, at, candidate) if candidate.kind != "as read" else ()
    why = "".join(f"; {words.in_words(misreading)} {misreading.cost:.1f}" for misreading in misread)
    figures = f"{text:<24} {candidate.cost:6.1f} {abs(context):6.1f}"
    return f"{'*' if chosen else ' '} {figures}  {candidate.kind}{_known(candidate, lexicon)}{why}"


def _known(candidate: Candidate, lexicon: Lexicon) -> str:
    """The list that has the word."""
    count = lexicon.words.get(candidate.word)
    if candidate.word in lexicon.good:
        return ", in a list of the user"
    if not candidate.word or count is None:
        return ""
    return f", counted {count} times in cables" if count else ", in a general list"


def _decision(change: Change, of_document: Legibility, lexicon: Lexicon) -> Iterator[str]:
    """The decision, how certain it is, and the facts with the most weight."""
    level = words.level_of(change, of_document, lexicon)
    reading = visible(change.step.candidate.text) or "nothing"
    outcome = f"certainty {level}" if level else "not worth a suggestion"
    if (change.first.word, change.step.candidate.word) in lexicon.revoked:
        outcome = "revoked by a list of the user"
    yield f"decided: {reading}; {words.reason(change)}; {outcome}"
    case = scorecard_case(change.facts)
    points = lexicon.scorecard.points(change.facts, case)
    weights = sorted(points.items(), key=lambda item: -abs(item[1][0]) - abs(item[1][1]))
    yield f"facts that weighed most (scorecard '{case}'; points for right, for harm):"
    for fact, (right, harm) in weights[:MOST_FACTS]:
        yield f"  {fact:<20} {change.facts.get(fact, 1):8.2f} {right:+6.2f} {harm:+6.2f}"
