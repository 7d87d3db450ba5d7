"""Recognise stamps and printed notices line by line, with the catalogue.

What it marks: each run of lines that belong to one stamp of ``stamps.toml``, with its type, its tick boxes and its
date, and misread pieces of the stamp between and next to such lines; what is printed on the paper according to the
catalogue, as the head or a label of a form. A stamp that the reading order of the engine cut in parts is marked part by
part.

What it corrects: misreadings that the catalogue lists for that stamp (``HQ OF PA EXEMPTED``), and a word of two letters
or more that the engine dropped from a line whose wording never varies (``REPRODUCTION FROM THIS COPY`` for ``… COPY
IS``), unless the line above or below has it (``OF PRES. JFK,`` / ``SEN.``). These corrections rest on knowledge of the
form, so they are conjectures and never of high certainty.

What it leaves alone: dates, names, numbers and initials in a stamp; lines that merely resemble one (the catalogue
lists such lines); who classified a cable, in the last paragraph of its text (``4. FILE: 785-120-034.`` / ``DECL ON:
X1`` / ``END OF MESSAGE``); the name of an office (``cc: Department of State``) and a date with its label (``DATE:
7/2/75``) on a page with no other line of their stamp; a single line that continues the sentence above (``HE TOLD THE``
/ ``DEPARTMENT OF STATE.``).

How it may be wrong: a form exists in editions whose wording differs from that in the catalogue.
Seen in: POLTO 12, Johnson and Kennedy Library copies, the JFK texts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator
from itertools import takewhile

import regex
from rapidfuzz.distance import Indel

from teikit.core import Certainty, Draft, Edit, Evidence, Line, Mark, Span, attrs, kinds
from teikit.layers.file_rows import file_rows
from teikit.layers.stamp_runs import DATE_IN_FIGURES, DATES, LONG_LINE, PIECE_SIMILARITY, Run, common_names, stamp_runs
from teikit.lexicon import Lexicon, Stamp, StampMatch

RULE = "stamps"
PRINTED = {"letterhead": kinds.LETTERHEAD, "label": kinds.LABEL}
"""The kinds of what is printed on the paper, by types of the catalogue: ``CLASSIFIED MESSAGE``, ``WARD & PAUL``."""
FEWEST_WORDS = 3  # words of a line in which one word is missing, at least
PAIRS = 5  # times that two words follow each other in cables, from which they are one sentence
ELSEWHERE = 0.6  # similarity, from 0 to 1, to the nearest word of the line above or below, from which it is that word
STAMP_WORD = regex.compile(r"[^\W_]+")  # a word of a stamp, of letters and digits
LAST_WORD = regex.compile(r"\p{L}\W+(\p{L}{2,})[^\w.:?!]*\Z", regex.VERSION1)
"""The last word before a line, if no sentence ends there: ``sent by the``."""
STOP = regex.compile(r"\p{Ll}{2}\.\s*$|\p{Lu}{2}\.\s*$")  # the end of a sentence at the end of a line


def stamps(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Take the review stamp of the State Department; leave a sentence about reproduction."""
    runs = [run for run in stamp_runs(draft, lexicon) if _is_stamp(draft.text, run, lexicon)]
    starts = [page.start for page in draft.cut_at(kinds.PAGE)]
    typed = set(_in_messages(draft, lexicon))
    runs = [run for run in runs if typed.isdisjoint(line.start for line, _ in run)]
    pages = [bisect_right(starts, run[0][0].start) for run in runs]
    shown = {(page, match.stamp.name) for page, run in zip(pages, runs, strict=True) for match in _showing(run)}
    for page, run in zip(pages, runs, strict=True):
        names = {name for name in common_names(run, run[0][1]) if (page, name) in shown}
        if names:
            yield from _stamp(draft.text, run, names, lexicon.patterns["tick box"])


def _in_messages(draft: Draft, lexicon: Lexicon) -> Iterator[int]:
    """The starts of the last rows of messages, which say who classified them; a stamp would say it outside the text."""
    for page in draft.cut_at(kinds.PAGE):
        rows = draft.written_lines_in(page)
        yield from (rows[at].start for at in file_rows([row.text for row in rows], lexicon.patterns))


def _showing(run: Run) -> Iterator[StampMatch]:
    """The matches that show a stamp; the name of an office alone (``Department of State``) may be a heading."""
    sure = (match for _, matches in run for match in matches if match.similarity > PIECE_SIMILARITY)
    return (match for match in sure if match.stamp.lines[match.line].shows_alone)


def _is_stamp(text: str, run: Run, lexicon: Lexicon) -> bool:
    """Whether a run is a stamp: neither part of a sentence nor dates alone, which a memorandum or a list may have."""
    return not all(DATES.fullmatch(line.text) for line, _ in run) and not _is_in_sentence(text, run, lexicon)


def _is_in_sentence(text: str, run: Run, lexicon: Lexicon) -> bool:
    """Whether a single line like one of a stamp ends the sentence above: ``HE TOLD THE`` / ``DEPARTMENT OF STATE.``"""
    line = run[0][0]
    last = LAST_WORD.search(text, max(line.start - LONG_LINE, 0), line.start)
    first = STAMP_WORD.search(line.text)
    sure = [line for line, matches in run if matches[0].similarity > PIECE_SIMILARITY]
    if len(sure) > 1 or not last or not first:
        return False
    if STOP.search(line.text) and lexicon.patterns["goes on"].search(last[0].rstrip()):
        return True
    return lexicon.words.pair_count(last[1].upper(), first[0].upper()) >= PAIRS


def _stamp(text: str, run: Run, names: Container[str], box: regex.Pattern[str]) -> Iterator[Edit | Mark]:
    """The mark of a stamp in a text, the marks inside it, and its corrections.

    ``names`` are the names of the stamps that it may be; ``box`` matches a tick box.
    """
    stamp = next(match.stamp for match in run[0][1] if match.stamp.name in names)
    chosen = [next(match for match in matches if match.stamp is stamp) for _, matches in run]
    span = Span(run[0][0].start, run[-1][0].next)
    if stamp.type in PRINTED:
        yield Mark(span, PRINTED[stamp.type], RULE, attributes=attrs(name=stamp.name))
    else:
        yield Mark(span, kinds.STAMP, RULE, attributes=attrs(type=stamp.type, name=stamp.name, place=stamp.place))
    for (line, _), match in zip(run, chosen, strict=True):
        yield from _parts(line, box)
        yield from _mend(text, line, match)


def _parts(line: Line, box: regex.Pattern[str]) -> Iterator[Mark]:
    """The tick boxes and the date in a line of a stamp."""
    for kind, pattern in ((kinds.OPTION, box), (kinds.DATE, DATE_IN_FIGURES)):
        for match in pattern.finditer(line.text):
            yield Mark(Span(*match.span()).moved(line.start), kind, RULE)


def _mend(text: str, line: Line, match: StampMatch) -> Iterator[Edit]:
    """The corrections of a line of a stamp: its known misreadings, the longest first, or else a dropped word."""
    taken: list[Span] = []
    for confusion in sorted(match.stamp.wrong, key=lambda confusion: -len(confusion.wrong)):
        pattern = rf"(?<![\p{{L}}\p{{N}}]){regex.escape(confusion.wrong)}(?![\p{{L}}\p{{N}}])"
        for misread in regex.finditer(pattern, line.text):
            span = Span(*misread.span())
            if not any(map(span.overlaps, taken)):
                taken.append(span)
                alike = _alike(confusion.wrong, confusion.right)
                place = Span(line.start + span.start, line.start + span.end - alike)
                cert = min(confusion.certainty, Certainty.MEDIUM)
                right = confusion.right[: len(confusion.right) - alike]
                yield Edit(place, right, RULE, cert, Evidence.CONJECTURE, f"the {match.stamp.name} stamp")
    if not taken:
        yield from _dropped(text, line, match.stamp, match.line)


def _alike(wrong: str, right: str) -> int:
    """How many characters two wordings share in whole words at their ends: 5 for ``LC, OADR`` and ``C, OADR``."""
    pairs = zip(wrong.split(" ")[:0:-1], right.split(" ")[:0:-1], strict=False)
    return sum(len(word) + 1 for word, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _dropped(text: str, line: Line, stamp: Stamp, place: int) -> Iterator[Edit]:
    """The insertion of the one word that a line lacks, if it has all others of the line at this place of the stamp."""
    words, matches = STAMP_WORD.findall(stamp.lines[place].text), list(STAMP_WORD.finditer(line.text))
    read = [match[0] for match in matches]
    if len(read) != len(words) - 1 or len(read) < FEWEST_WORDS:
        return
    for index, word in enumerate(words):
        if read == words[:index] + words[index + 1 :] and len(word) > 1:
            at = line.start + (matches[index - 1].end() if index else matches[0].start())
            new = " " + word if index else word + " "
            why = f"the wording of the {stamp.name} stamp never varies"
            if word.isalpha() and not _is_beside(text, line, word):
                yield Edit(Span(at, at), new, RULE, Certainty.MEDIUM, Evidence.CONJECTURE, why)
            return


def _is_beside(text: str, line: Line, word: str) -> bool:
    """Whether the line above ends with a word, or the line below begins with it: ``OF PRES. JFK,`` / ``SEN.``"""
    last = STAMP_WORD.findall(text, max(line.start - LONG_LINE, 0), line.start)[-1:]
    first = STAMP_WORD.findall(text, line.end, line.end + LONG_LINE)[:1]
    near = (beside.upper() for beside in (*last, *first))
    return any(Indel.normalized_similarity(word.upper(), beside) >= ELSEWHERE for beside in near)
