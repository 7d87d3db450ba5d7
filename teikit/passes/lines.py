"""Judge each line that no other rule knows: text, header, form, banner, or what was put on the page later.

What it marks: lines that a page carries beside its message, by many small facts that are added (``teikit/layers``):
words of a form (``RELEASING OFFICER``, ``CISSEMINATION CONTAOLS``), stamps, release notices and record numbers of the
archive, banners, running heads and page numbers; dates as stamps print them (``16 FEB 24 1960``), the number of a file
at the head of a later page (``NK 166-208``); and lines that nobody can read, which an engine made of handwriting,
specks or a photostat (``fA Dre ty iN Fg``): they are notes of the type illegible and are not corrected.

What it leaves alone: documents of a few lines, slip sheets, what other rules have read, numbers that may be content
(the cents of a table, ``125.00``), and every line that may be text or a line of the header by more than a small chance,
which was set so that next to no line of the messages of documents labelled by hand is lost. Such a line stays in the
text, but is called unclear where it is likelier illegible than anything else and has neither a known word of three
letters, a number nor capitals alone (``ee Sa``): words are not corrected in it, and it begins no paragraph amid a
sentence.

How it may be wrong: it leaves garbled labels of forms in the text, and takes a garbled line of the header for a
form or for illegible.
Seen in: cables, memoranda, dispatches and forms of the JFK records, read by two engines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import regex

from teikit.core import Certainty, Draft, Edit, Mark, Span, attrs, kinds
from teikit.layers.facts import facts
from teikit.layers.measures import measured
from teikit.layers.recurrence import number_of
from teikit.layers.rows import JudgedLine, judged_lines, stretches_apart, untouched
from teikit.lexicon import Lexicon
from teikit.lexicon.line_roles import KEPT, LineRole

RULE = "lines"
FEWEST_DIGITS = 2  # of a number that may be content
NEAR = 4  # lines within which the number of the line before or after stands, where lines are numbered
FEWEST = 12  # lines of a document that is judged: of fewer the page cannot be seen
LONGEST = 40  # characters of a line that needs no judge
TYPED = regex.compile(r"\d\d|\w/\w|\w:|^\W*\w{1,2}[.)]")
"""What somebody typed perhaps, although no word is known: ``b.``, ``Uhb:``, ``SStetson/ep``, ``Sept. 50``."""
TOP = 2  # lines at the head of a page among which its file number stands
STAMPS = {LineRole.STAMP: "other", LineRole.RECORD: "release"}  # the type that the TEI gives a stamp
KINDS = {
    LineRole.FORM: kinds.LABEL,
    LineRole.STAMP: kinds.STAMP,
    LineRole.RECORD: kinds.STAMP,
    LineRole.BANNER: kinds.BANNER,
    LineRole.HEAD: kinds.HEADER,
    LineRole.SCRAP: kinds.NOISE,
}


def lines(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Set ``REPRODUCTION BY OTHER THAN`` aside; leave ``THE REPRODUCTION OF THE MAP``."""
    judge = lexicon.line_judge
    rows = judged_lines(draft)
    if len(rows) < FEWEST:
        return
    chances = judge.chances(facts([row.row for row in rows], lexicon, lexicon.line_letters))
    apart = stretches_apart(draft)
    for at, (row, chance) in enumerate(zip(rows, chances, strict=True)):
        role = judge.role(chance)
        if not row.row.told and (known := _known(rows, at, lexicon)):
            span = untouched(draft, row.line, apart)
            if span:
                yield replace(known, span=span)
            continue
        if role in (LineRole.SCRAP, LineRole.FORM) and _is_figure(rows, at):
            continue
        is_unclear = role in KEPT and _is_unclear(row.row.text, chance, lexicon)
        span = untouched(draft, row.line, apart) if (role in KINDS or is_unclear) and not row.row.told else None
        if span and is_unclear:
            yield _unclear(draft, span, chance[LineRole.SCRAP])
        elif span:
            yield _mark(span, role, 1 - sum(chance[kept] for kept in KEPT))


def _known(rows: Sequence[JudgedLine], at: int, lexicon: Lexicon) -> Mark | None:
    """What a line is that needs no judge: a date as stamps print it, a file number at the head of a later page."""
    row = rows[at].row
    if len(row.text) > LONGEST:
        return None
    if lexicon.patterns["dating stamp"].match(row.text):
        return Mark(Span(0, 0), kinds.STAMP, RULE, attributes=attrs(type="other"), why="a date as stamps print it")
    is_top = row.page > 0 and (at < TOP or rows[at - TOP].row.page != row.page)
    if is_top and lexicon.patterns["file head"].match(row.text):
        return Mark(Span(0, 0), kinds.HEADER, RULE, why="a file number at the head of a page")
    return None


def _is_figure(rows: Sequence[JudgedLine], at: int) -> bool:
    """Whether a line is a number that may be content: the cents of a table, an age; not one of the numbers of lines."""
    text = rows[at].row.text
    if regex.search(r"\p{L}", text) or len(regex.findall(r"\d", text)) < FEWEST_DIGITS:
        return False
    value = number_of(text)
    near = (number_of(row.row.text) for row in rows[max(at - NEAR, 0) : at + NEAR + 1])
    return value is None or not any(number is not None and abs(number - value) == 1 for number in near)


def _is_unclear(text: str, chance: Mapping[LineRole, float], lexicon: Lexicon) -> bool:
    """Whether a line that stays is likelier illegible than anything else, and nothing in it can be told."""
    if max(chance, key=lambda role: chance[role]) != LineRole.SCRAP or text.isupper() or TYPED.search(text):
        return False
    measures = measured(text, lexicon.words)
    is_known = measures.long_words and measures.known == measures.long_words  # "an" alone is one
    return any(map(str.isalpha, text)) and not measures.known_letters and not is_known


def _unclear(draft: Draft, span: Span, chance: float) -> Mark:
    """A line, without the blanks around it, of which nobody can say more than that it stands there."""
    text = draft.text[slice(*span)]
    start = span.start + len(text) - len(text.lstrip())
    return Mark(
        Span(start, start + len(text.strip())), kinds.UNCLEAR, RULE, attributes=attrs(reason="ocr"),
        cert=Certainty.MEDIUM, why=f"likeliest illegible, with a chance of {chance:.3f}",
    )  # fmt: skip


def _mark(span: Span, role: LineRole, aside: float) -> Mark:
    """A line set aside; ``aside`` is the chance that it is neither text nor header."""
    values = attrs(type=STAMPS.get(role), chance=f"{aside:.3f}")
    return Mark(span, KINDS[role], RULE, attributes=values, why=f"{role}, with a chance of {aside:.3f}")
