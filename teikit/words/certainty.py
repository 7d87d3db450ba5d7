"""Collect the facts about a change, from which a scorecard calculates the chances that it is right or does harm.

The scorecards are in ``certainty.tsv``, which ``tools/learn_certainty.py`` makes from pages whose true text is known,
from volumes that were not used for the vocabulary. There is one for each case, because the same fact has another weight
if a typist may have made a slip (DEIDED) than if a word has marks in it that typists do not put there (PROC;DURES).

Facts are numbers; true or false is 1 or 0. Scores and costs are in nats, counts are logarithms of count + 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log

from teikit.words.candidate import END, NUMBER, UNKNOWN, Candidate, Lattice, log_probability, mutual_information
from teikit.words.channel import Misreading
from teikit.words.confidence import KNOWN
from teikit.words.decode import Step
from teikit.words.line_facts import LineFacts
from teikit.words.segment import Segment
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import LEADS, TRAILS, odd_marks, parts, upper
from teikit.words.vocabulary import Vocabulary

NO_RIVAL = 20.0  # most nats by which a change can be better than its best rival; also used if it has none
OF_SEVERAL = 20.0  # nats that stand for the surprisals of the letters of several tokens
FAR_AFTER = -99.0  # score, in nats, of the best rival of a change that has none
WITH_CONFIDENCE = ", confidence"  # end of the names of the scorecards that count the engine's confidence
AGAIN = "again"  # name of a fact of changes of the second look, and beginning of the names of their scorecards
KINDS = ("word", "context", "joined", "hyphen", "parted", "marks", "case", "stray")  # kinds of candidates
ONLY_MARKS = ("stray", "marks")  # kinds of candidates that only drop marks
USUAL_TRAILS = ("", ".", ",", "-")  # marks after a word that are not worth a fact
COMPOUND = ("-", "--", "/")  # marks between the parts of a compound


def scorecard_case(facts: Mapping[str, float]) -> str:
    """The name of the scorecard for a change with these facts.

    ``several`` is for several tokens, ``known`` for a known word, ``marks`` for a word with marks among its letters,
    ``slip`` and ``letters`` for words of letters in which a typist may have made a slip, or not. In the second look
    they are ``again several``, ``again number``, ``again known`` and ``again word``. Each has another scorecard if the
    engine's confidence is known.
    """
    return _case(facts) + (WITH_CONFIDENCE if KNOWN in facts else "")


def _case(facts: Mapping[str, float]) -> str:
    """The name of the scorecard for a change with these facts."""
    are_several = facts["kind joined"] or facts["kind hyphen"] or facts["kind parted"]
    if AGAIN in facts:
        if facts["number"] and not are_several:
            return f"{AGAIN} number"
        return f"{AGAIN} {'several' if are_several else 'word' if facts['kind word'] else 'known'}"
    if are_several:
        return "several"
    if not facts["kind word"]:
        return "known"
    if not facts["only letters"]:
        return "marks"
    return "slip" if facts["slip"] else "letters"


def change_facts(
    segment: Segment, lattice: Lattice, step: Step, following: Step | None, odd_share: float, line: LineFacts
) -> dict[str, float]:
    """The facts about a change, which is a ``step`` of the best path, by their names in the scorecards.

    ``following`` is the next step, None at the end; ``odd_share`` is the share of odd tokens in the document, 0 to 1.
    """
    after = following.candidate.symbols[0] if following else END
    return {
        **{f"kind {kind}": float(step.candidate.kind == kind) for kind in KINDS},
        **_facts_of_scores(segment, lattice, step, after),
        **_facts_of_letters(segment, step),
        **_facts_of_context(segment, step, after),
        "odd tokens": log(odd_share),
        "odd tokens in line": line.odd,
        "tokens in line": line.tokens,
        **_facts_of_marks(segment, step),
        **_facts_of_tokens(segment, step),
    }


def _facts_of_scores(segment: Segment, lattice: Lattice, step: Step, after: str) -> dict[str, float]:
    """The facts about scores: by how much a change is better than what was read and its best rival, and its cost."""
    candidate = step.candidate
    score = _score(segment.vocabulary, step.before, candidate, after)
    return {
        "against as read": score - _score_as_read(segment, lattice, step, after),
        "against next best": min(score - _score_of_rival(segment, lattice, step, after), NO_RIVAL),
        "cost": candidate.cost,
        "cost per letter": candidate.cost / max(len(candidate.word), 1),
    }


def _facts_of_letters(segment: Segment, step: Step) -> dict[str, float]:
    """The facts about letters: how odd those that were read are, and how they differ from those of the new word."""
    candidate, at = step.candidate, step.at
    word, observed = candidate.word, candidate.observed
    misread = misreadings(segment, at, candidate)
    only_letters = observed.isalpha() and (
        observed.isupper() if segment.cases[at].is_in_capitals else observed.isupper() or observed[1:].islower()
    )
    is_one_token = candidate.end == at + 1
    surprisals = segment.vocabulary.letter_surprisals(upper(segment.tokens[at].core)) if is_one_token else [OF_SEVERAL]
    return {
        "strange letters": sum(surprisals) / len(surprisals),
        "strangest letter": max(surprisals),
        "confusions": len(misread),
        "letters": len(word),
        "letters read": len(observed),
        "slip": only_letters and len(misread) == 1 and _is_slip(misread[0]),
        "only letters": only_letters,
        "odd characters": sum(not (mark.isalnum() or mark in " '-.") for mark in observed),
        "only case": segment.cased(at, word, observed).lower() == observed.lower(),
        "first letter": bool(misread) and word[:1] != observed[:1].upper(),
    }


def _facts_of_context(segment: Segment, step: Step, after: str) -> dict[str, float]:
    """The facts about the new word in cables and in the document, alone and between its neighbours."""
    vocabulary, before, word = segment.vocabulary, step.before, step.candidate.word
    words = word.split(" ")
    return {
        "count": log(vocabulary.count(words[0]) + 1),
        "fits before": 0.0 if before == END else _fit(vocabulary, before, words[0]),
        "fits after": _fit(vocabulary, words[-1], after),
        "seen after": vocabulary.pair_count(before, words[0]) > 0,
        "seen before": vocabulary.pair_count(words[-1], after) > 0,
        "unknown before": before == UNKNOWN,
        "unknown after": after == UNKNOWN,
        "own": segment.own_counts[segment.tokens[step.at].word],
        "own word": segment.own_counts[word],
    }


def _facts_of_marks(segment: Segment, step: Step) -> dict[str, float]:
    """The facts about the marks next to the word, before and after the change."""
    token, last = segment.tokens[step.at], segment.tokens[step.candidate.end - 1]
    lead, _, trail = parts(step.candidate.text)
    return {
        "marks changed": lead != token.lead or trail != last.trail,
        "odd marks left": odd_marks(lead, LEADS) + odd_marks(trail, TRAILS) > 0,
        "odd marks": sum(segment.odd_marks[step.at]),
        "marks before": lead != "",
        "marks after": trail not in USUAL_TRAILS,
    }


def _facts_of_tokens(segment: Segment, step: Step) -> dict[str, float]:
    """The facts about the tokens that were read, and their position in the line."""
    at, end = step.at, step.candidate.end
    tokens = segment.tokens[at:end]
    last = tokens[-1]
    counts = [segment.vocabulary.count(token.word) for token in tokens]
    return {
        "commonest part": log(max(counts) + 1),
        "rarest part": log(min(counts) + 1),
        "holds a known word": _holds_a_known_word(segment, at, step.candidate),
        "capitals": segment.cases[at].is_in_capitals,
        "ends line": last.ends_line,
        "starts line": segment.starts_line(at),
        "tokens": end - at,
        "code": segment.kinds[at] is TokenKind.CODE,
        "in compound": tokens[0].is_glued or (last.trail in COMPOUND and not last.ends_line),
    }


def _holds_a_known_word(segment: Segment, at: int, candidate: Candidate) -> bool:
    """Whether several tokens become a word that begins or ends with one of them: OO INTEGRATION > DISINTEGRATION."""
    if candidate.end == at + 1:
        return False
    last = candidate.end - 1
    begins = segment.kinds[at] is TokenKind.KNOWN and candidate.word.startswith(segment.tokens[at].word)
    return begins or (segment.kinds[last] is TokenKind.KNOWN and candidate.word.endswith(segment.tokens[last].word))


def misreadings(segment: Segment, at: int, candidate: Candidate) -> list[Misreading]:
    """The misreadings that turn a candidate into what was read; none if it only drops marks."""
    if candidate.kind in ONLY_MARKS:
        return []
    return segment.channel.misreadings(segment.cased(at, candidate.word, candidate.observed), candidate.observed)


def _score_as_read(segment: Segment, lattice: Lattice, step: Step, after: str) -> float:
    """The score of the tokens of a step as they were read, and of what follows them."""
    total, before = 0.0, step.before
    for at in range(step.at, step.candidate.end):
        as_read = lattice[at][0]
        gain, before = log_probability(segment.vocabulary, before, as_read.symbols)
        total += gain - as_read.cost
    return total + log_probability(segment.vocabulary, before, (after,))[0]


def _score(vocabulary: Vocabulary, before: str, candidate: Candidate, after: str) -> float:
    """The score of a candidate between two symbols, and of what follows it."""
    gain, last = log_probability(vocabulary, before, candidate.symbols)
    return gain - candidate.cost + log_probability(vocabulary, last, (after,))[0]


def _score_of_rival(segment: Segment, lattice: Lattice, step: Step, after: str) -> float:
    """The score of the best rival of a step: another change of the same tokens."""
    rivals = (
        _score(segment.vocabulary, step.before, rival, after)
        for rival in lattice[step.at][1:]
        if rival.end == step.candidate.end and rival.text != step.candidate.text
    )
    return max(rivals, default=FAR_AFTER)


def _fit(vocabulary: Vocabulary, first: str, second: str) -> float:
    """How much likelier ``second`` is after ``first`` than anywhere, in nats; 0 for a number."""
    return 0.0 if second == NUMBER else mutual_information(vocabulary, first, second)


def _is_slip(misreading: Misreading) -> bool:
    """Whether a misreading may be a slip of the typist: a letter too many or too few (DEIDED), or two exchanged."""
    truth, observed = misreading.truth, misreading.observed
    return not (truth and observed) or (len(truth) == 2 and sorted(truth) == sorted(observed))
