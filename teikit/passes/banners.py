"""Tell classification and caption lines from the text: SECRET, EYES ONLY, LIMDIS.

What it marks: a line at the edge of a page, or set apart from the text, that holds nothing but a banner, and what an
engine made of specks beside it (``Ch i SECRET``); a banner whose letters are spaced out (``S-E-C-R-E-T``) or stand on a
line each; a banner in the top row of a telegram form (``83 SECRET NODIS``), or run together with a word of the form
(``EYES ONLYAction``). At the edge of a page a garbled banner (``SEGRET``) is read as the nearest known one. In an input
that shows no page breaks it also marks where a page seems to begin: at a stamp that heads every page, or between two
classifications in the middle of the text.

What it leaves alone: lines of a stamp, the same words in a sentence, captions in small letters, portion marks such as
``(S)``, ``SECRET 262340Z``, a doubtful line inside the page, words and numbers beside a banner (``TOP SECRET DINAR``).

How it may be wrong: the last line of a paragraph consists of the one word SECRET.
Seen in: every telegram; SEGRET is the commonest misreading of the JFK texts (1,956 times).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

import regex

from teikit.core import Draft, Edit, Line, Mark, Span, attrs, kinds
from teikit.layers.beside import are_specks, specks
from teikit.lexicon import Banner, Lexicon
from teikit.lexicon.matching import nearest

RULE = "banners"
TOKEN = regex.compile(r"\S+")
SPACED = regex.compile(r"^\W{0,3}(?P<form>\p{Lu}(?:[-–_.\s]{1,3}\p{Lu}){4,})(?![\p{L}\p{N}])")
"""Spaced letters at the beginning of a line: S-E-C-R-E-T, T O P  S E C R E T, S-E-C-R-E-T/SENSITIVE."""
SLASHED = regex.compile(r"\s?/\s?\p{Lu}[\p{Lu} /]*$")  # S-E-C-R-E-T/SENSITIVE is one banner
TRIM = regex.compile(r"^[^\p{L}]+|[^\p{L}]+$")
END_BEFORE = regex.compile(r"(?r)(?:\A|\n[ \t]*\r?\n|\r[ \t]*\r|[.!][\"”’)]?[ \t]*(?:\r\n|\r|\n))[ \t]*\Z")
BLANK_AFTER = regex.compile(r"[ \t]*(?:\Z|(?:\r\n|\r|\n)[ \t]*(?:\r|\n|\Z))")
TICKED = regex.compile(r"^\W*\(\s*[Xx✓]?\s*\)|\?")
"""A tick box or a question, which is no banner: ``(X) SECRET``, ``SECRET?``"""
SLUG = "slug"  # kind of a header word
EDGE = 3  # lines at the head, and as many at the foot, of a page that are its edge
LONG = 200  # characters of a line that is too long for a banner, at least
FORM_ROW = 6  # lines at the head of a page in which its form is recognised
PAGEFUL = 5  # lines of text on a page, at least, before a page break is inferred
STARTED = 3  # lines of text after an inferred page break, at least: the last page of a CIA cable may end with SECRET
WORDY = 3  # words of a line of text, at least
FEW = 5  # words of a line that may be the foot or the head of a page, at most
SHORT = 60  # characters of such a line, fewer than
LEAST = 5  # letters of a garbled banner, at least
MOSTLY = 0.7  # share of its letters that are capitals, and of its characters that are letters, at least
SHORT_FORM = 9  # letters of a garbled banner, below which fewer of them may differ


def banners(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Take SECRET at the foot of the page; leave ``THE SECRET TALKS``."""
    known = {banner.form: banner for banner in lexicon.banners}
    own = {form for form in known if form in draft.text and _stands_alone(form, draft.text)}
    longest = max((form.count(" ") + 1 for form in known), default=1)
    slugs = {word.word for word in lexicon.header_words if word.kind == SLUG}
    sign, glue = lexicon.patterns["form sign"], lexicon.patterns["glued banner"]
    pages = draft.cut_at(kinds.PAGE)
    if len(pages) == 1:
        starts = list(_inferred_pages(draft.written_lines_in(pages[0]), known, longest, Edge(own, lexicon)))
        yield from (Mark(Span(start, start), kinds.PAGE, RULE, attributes=attrs(inferred="yes")) for start in starts)
        pages = [Span(*ends) for ends in pairwise([0, *starts, len(draft.text)])]
    for page in pages:
        rows = [row for row in draft.written_lines_in(page) if len(row.text) < LONG and not TICKED.search(row.text)]
        form = any(sign.search(row.text) for row in rows[:FORM_ROW])
        columns = list(_columns(rows, known))
        yield from columns
        rows = [row for row in rows if not any(mark.span.start <= row.start < mark.span.end for mark in columns)]
        for number, row in enumerate(rows):
            edge = number < EDGE or number >= len(rows) - EDGE
            alone = _alone(draft.text, row, rows[number + 1 : number + 2], lexicon)
            placed = list(_in_row(row, known, longest, Edge(own, lexicon) if edge else None))
            whole = placed and _only_specks(row.text, placed)
            if whole and all(banner.form in slugs for _, banner in placed):
                continue  # RYBAT alone is a slug, a line of the header
            if whole and _part_of_stamp(rows[max(number - 1, 0) : number + 2], row, lexicon):
                continue
            in_form = form and number < FORM_ROW
            if whole and (edge or alone or in_form):
                yield from _marks(row, placed, single=len(placed) == 1)
                yield from () if in_form else _specks(row, placed, lexicon)
            elif (glued := glue.search(row.text)) and glued["banner"] in known:
                start, end = glued.span("banner")
                yield _mark(Span(row.start + start, row.start + end), known[glued["banner"]])


def _stands_alone(form: str, text: str) -> bool:
    """Whether some line of a text consists of this form of a banner and of specks."""
    return regex.search(rf"(?m)^\W{{0,3}}{regex.escape(form)}\W{{0,3}}$", text) is not None


def _columns(rows: list[Line], known: dict[str, Banner]) -> Iterator[Mark]:
    """Banners that the engine read with one letter on each line."""
    for is_letter, group in groupby(rows, lambda row: regex.fullmatch(r"\p{Lu}", row.text.strip()) is not None):
        letters = list(group) if is_letter else []
        banner = _spaced("".join(row.text for row in letters), known)
        if banner:
            yield _mark(Span(letters[0].start, letters[-1].next), banner)


def _inferred_pages(rows: list[Line], known: dict[str, Banner], longest: int, edge: Edge) -> Iterator[int]:
    """The offsets at which pages begin that the input does not show.

    That is at a stamp that heads every page, or at the second of two neighbouring banners, one of which may be garbled.
    """
    texts = list(accumulate((len(row.text.split()) >= WORDY for row in rows), initial=0))
    begun, foot, clear = 0, -1, False
    for at, row in enumerate(rows):
        short = len(row.text) < SHORT and len(row.text.split()) <= FEW and not TICKED.search(row.text)
        placed = list(_in_row(row, known, longest, edge)) if short else []
        banner = _only_specks(row.text, placed) and any(banner.kind == kinds.CLASSIFICATION for _, banner in placed)
        exact = banner and any(_exact(row.text[span.start : span.end], known) for span, _ in placed)
        near = banner and foot >= begun and all(_is_furniture(line.text, edge.lexicon) for line in rows[foot + 1 : at])
        stamp = short and not placed and edge.lexicon.page_stamps.find(row.text) is not None
        between_texts = texts[at] - texts[begun] >= PAGEFUL and texts[-1] - texts[at] >= STARTED
        if between_texts and (stamp or (near and (exact or clear))):
            yield row.start
            begun = at
        if banner:
            foot, clear = at, exact


def _is_furniture(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is nothing but specks, or a line of a stamp."""
    return _only_specks(text, []) or lexicon.stamp_index.find(text) is not None


def _part_of_stamp(around: list[Line], row: Line, lexicon: Lexicon) -> bool:
    """Whether a line and one above or below it are of one stamp: ``RETURN TO CIA`` / ``Background Use Only``."""
    names = {match.stamp.name for match in lexicon.stamp_index.find_all(row.text)}
    return any(
        match.stamp.name in names
        for line in around
        if names and line is not row
        for match in lexicon.stamp_index.find_all(line.text)
    )


def _alone(text: str, row: Line, below: list[Line], lexicon: Lexicon) -> bool:
    """Whether a line is set apart: below a blank line or the end of a sentence, above a blank line, stamp or specks."""
    if not END_BEFORE.search(text[max(row.start - 80, 0) : row.start]):
        return False
    return BLANK_AFTER.match(text, row.end) is not None or any(_is_furniture(line.text, lexicon) for line in below)


def _in_row(row: Line, known: dict[str, Banner], longest: int, edge: Edge | None) -> Iterator[tuple[Span, Banner]]:
    """The banners of a line and their spans in it; where several forms match, the longest. ``edge`` is None for a
    line inside the page, where garbled banners do not count."""
    spaced = SPACED.match(row.text)
    if spaced and (banner := _spaced(spaced["form"], known)):
        slashed = SLASHED.match(row.text, spaced.end())
        yield Span(spaced.start("form"), (slashed or spaced).end()), banner
        if slashed:
            return
    else:
        spaced = None
    if edge is None:
        capitals = row.text.upper()
        if not any(form in capitals for form in known):
            return  # most lines: no banner is in them, and a garbled one would not count
    tokens = [Span(*match.span()) for match in TOKEN.finditer(row.text, spaced.end() if spaced else 0)]
    exact = {index for index, span in enumerate(tokens) if _exact(row.text[span.start : span.end], known)}
    index = 0
    while index < len(tokens):
        for count in range(min(longest, len(tokens) - index), 0, -1):
            span = Span(tokens[index].start, tokens[index + count - 1].end)
            form = row.text[span.start : span.end]
            garbled = edge is not None and not exact & set(range(index, index + count))
            banner = _exact(form, known) or (_garbled(form, known, edge) if garbled and edge else None)
            if banner:
                yield span, banner
                index += count - 1
                break
        index += 1


class Edge(NamedTuple):
    """What is needed to recognise a garbled banner.

    ``own`` are the forms that the document has undamaged; no word of the ``lexicon`` is a garbled banner.
    """

    own: set[str]
    lexicon: Lexicon


def _exact(form: str, known: dict[str, Banner]) -> Banner | None:
    """The banner that a form is. No caption is in small letters or brackets: a sensitive source, PACOM (PERSONAL)."""
    banner = known.get(TRIM.sub("", form).upper())
    return None if banner and banner.kind == kinds.CAPTION and (form.islower() or form[0] == "(") else banner


def _spaced(form: str, known: dict[str, Banner]) -> Banner | None:
    """The banner that some spaced letters spell; None if they spell none."""
    letters = regex.sub(r"\P{L}", "", form)
    return next((banner for name, banner in known.items() if name.replace(" ", "") == letters), None)


def _garbled(form: str, known: dict[str, Banner], edge: Edge) -> Banner | None:
    """The banner to which a form in capitals is nearest; more letters may differ if the document has that banner."""
    bare = TRIM.sub("", form)
    capitals = sum(letter.isupper() for letter in bare)
    is_banner = capitals >= MOSTLY * len(bare) and len(bare) >= max(LEAST, MOSTLY * len(form))
    if not is_banner or bare.upper() in edge.lexicon.words:
        return None
    bare, short = bare.upper(), len(bare) < SHORT_FORM
    near = nearest(bare, known, most=1 if short else 2) or nearest(bare, edge.own, most=2 if short else 4)
    return known[near] if near else None


def _only_specks(text: str, placed: list[tuple[Span, Banner]]) -> bool:
    """Whether a line has nothing but specks beside its banners."""
    rest = text
    for span, _ in reversed(placed):
        rest = rest[: span.start] + " " + rest[span.end :]
    return are_specks(rest)


def _bare(text: str, span: Span) -> Span:
    """Where a banner stands without the marks around it."""
    bare = TRIM.sub("", text[span.start : span.end])
    start = span.start + text[span.start : span.end].index(bare)
    return Span(start, start + len(bare))


def _specks(row: Line, placed: list[tuple[Span, Banner]], lexicon: Lexicon) -> Iterator[Mark]:
    """What an engine made of specks beside the banners of a line: ``Ch i SECRET``."""
    for start, end in specks(row.text, [_bare(row.text, span) for span, _ in placed], lexicon.words):
        why = "beside a banner that has its line to itself"
        yield Mark(Span(row.start + start, row.start + end), kinds.NOISE, RULE, why=why)


def _marks(row: Line, placed: list[tuple[Span, Banner]], single: bool) -> Iterator[Edit | Mark]:
    """The marks of the banners of a line, and the corrections of garbled ones; ``single``: it has one banner only."""
    for span, banner in placed:
        place = _bare(row.text, span)
        bare, start = row.text[place.start : place.end], row.start + place.start
        if bare.upper() != banner.form and not SPACED.match(bare):
            why = f"nearest to the banner {banner.form}, at the edge of the page"
            yield Edit(Span(start, start + len(bare)), banner.form, RULE, why=why)
        alone = single and row.text.strip() == bare
        yield _mark(row.whole if alone else Span(start, start + len(bare)), banner)


def _mark(span: Span, banner: Banner) -> Mark:
    """The mark of a banner."""
    return Mark(span, kinds.named(banner.kind), RULE, attributes=attrs(id=banner.id))
