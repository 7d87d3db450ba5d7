"""Set aside what is not on the page: the markup, the remarks and the repetitions of the OCR engine.

What it corrects: bold type and headings of markdown, code fences, images and their data, comments, tags of HTML,
environments of LaTeX, front matter and remarks that a page is empty are set aside (layer ``markup``); what the engine
calls a stamp is marked as one. Entities (``&amp;``), escapes (``\\_``) and commands of LaTeX (``\\underline{...}``,
``\\square``) are replaced by what they stand for. Placeholders such as ``[Signature]`` become gaps, because they are
not text of the page. One copy stays of a line that an engine repeats many times.

What it leaves alone: asterisks with a space inside (``** PL **`` is on the cable), a backslash in a text without other
signs of markdown, lines that are repeated fewer than six times.

How it may be wrong: a typist's asterisks around a word look like markup.
Seen in: the POLTO sample (bold), the JFK texts (headings), the output of Marker, Docling, olmOCR, MinerU, Mistral OCR,
Nougat, Azure Document Intelligence and language models.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from html.entities import name2codepoint

import regex

from teikit.core import Draft, Edit, Line, Mark, Span, attrs, kinds
from teikit.lexicon import Lexicon

RULE = "markup"
BOLD = regex.compile(r"\*\*(?=[^\s*])((?:[^*\n]|\n(?!\s*\n)|\*(?!\*))*+)(?<=[^\s*])\*\*")
"""Bold text of markdown, which may run over a line end but not over a blank line: ``**SECRET**``."""
HEADING = regex.compile(
    r"(?m)(?:^|(?<=\f))[ \t]*(#{1,6}[ \t]+)(?=[^\n]*\p{L}{2})(?!page\b)", regex.IGNORECASE
)  # not # 08743
PAGE_HEADING = regex.compile(r"(?mi)^#{1,3} page \d")
"""The heading that an engine gives a page: ``## Page 3``."""
FILE_TITLE = regex.compile(r"\A\s*# [^\n]*\n")
"""The title that an engine gives a file, on its first line: ``# Report``."""
FENCE = regex.compile(r"(?m)(?:^|(?<=\f))```[a-z]*[ \t]*(?:\r?\n|$)")
"""The line above and below a block of markdown: ```` ```text ````."""
PAGE_MARKS = ("page heading", "page break", "page end")
"""Patterns whose matches the rule ``pages`` handles."""
REMARKS = {
    "front matter": "a head that the OCR engine wrote",
    "engine line": "a remark of the OCR engine",
    "engine markup": "markup of the OCR engine, not of the page",
    "page is empty": "the OCR engine says that the page is empty",
}
"""The patterns whose matches are set aside whole, and why."""
ENTITY = regex.compile(rf"&(?:{'|'.join(sorted(name2codepoint))}|apos|#[0-9]{{2,5}}|#x[0-9A-Fa-f]{{2,4}});")
"""A character reference of HTML: ``&amp;``, ``&#39;``."""
ESCAPE = regex.compile(r"\\(?=[_*#\[\]().!+>$&|~`{}%-])")
"""The backslash of markdown before a mark that is typed: ``\\$40``."""
NO_WORD = regex.compile(r"<[^<>\n]*+>|[*#`|_]+")
"""Tags and marks that may precede a line break without being words: ``<u><br>``."""
BREAK = regex.compile(r"<br\s*/?>")
"""A line break of HTML: ``<br/>``."""
COMMAND = regex.compile(
    r"\\(?:underline|text(?:bf|it|rm|tt|sc|superscript|subscript)?|math(?:bf|it|rm|tt)|boldsymbol|emph|caption\*?|footnote|overline|mbox|(?:sub)?section\*?)\s*"
    r"(\{)(?:[^{}\n]|\{[^{}\n]{0,300}\}){0,300}+(\})"
)
"""A command of LaTeX around a text: ``\\underline{SECRET}``"""
SCRIPT = regex.compile(r"[\^_](\{)(?:[^{}$\n]|\{[^{}$\n]{0,40}\}){0,40}+(\})|[\^_](?=\\(?:circ|prime)\b)")
"""A superscript or subscript of LaTeX between dollar signs: ``$1^{\\text{st}}$``, ``$10^\\circ$``"""
DOLLARS = regex.compile(
    r"(\${1,2})(?=[^$\n]{0,300}(?:\\[A-Za-z]|\^)|[\d.,\s]{1,20}\\%\s*\$)[^$\n]{1,300}(\${1,2})|(\\\()[^\n]{1,300}?(\\\))"
    r"|(\\\[)(?=[^\n]{0,300}?(?:\\[A-Za-z]|[\^=])[^\n]{0,300}?\\\])[^\n]{1,300}?(\\\])"
)
"""A formula of LaTeX between its marks: ``$10^\\circ$``, ``\\(500\\)``; ``\\[...\\]`` only around LaTeX."""
SYMBOLS = {
    "square": "☐", "Box": "☐", "boxtimes": "☒", "checkmark": "✓", "times": "×", "circ": "°", "bullet": "•", "cdot": "·",
    "dagger": "†", "rightarrow": "→", "quad": " ", "ldots": "...", "dots": "...",
}  # fmt: skip
"""The characters on the page by the commands of LaTeX that engines write for them."""
SYMBOL = regex.compile(rf"\\(?:{'|'.join(SYMBOLS)})(?![A-Za-z])")
"""A command of LaTeX for one character: ``\\square``."""
BLOCKS = regex.compile(r"█{2,}(?: ?█+)*")
"""Blocks that language models write for blacked-out text: ``██████``"""
AGAIN = regex.compile(r"(?<!\w)(?P<once>\w[^\r\n]{5,59}?)(?P<again>(?:(?P=once)){9,})")
"""Some words that an engine repeats within one line: ``THAT HE WOULD THAT HE WOULD ...``"""
LONG_LINE = 300  # characters of a line that may contain such a repetition, at least
TIMES = 6  # times in a row that a line, or a few lines, are repeated by an engine, at least
PERIOD = 4  # lines that may be repeated together, at most
LETTERS = 20  # letters of the repeated lines, at least
LETTERS_WITHIN = 5  # letters of the words that are repeated within a line, at least


def markup(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Set ``**`` and ``# `` aside, read ``&amp;`` as &; leave ``** PL **``."""
    text = draft.text
    taken = _Taken(text)
    for use in PAGE_MARKS:
        for match in lexicon.patterns[use].finditer(text):
            taken.add(*match.span())
    typography = [mark for mark in _typography(text) if not taken.any(mark.span.start, mark.span.start + 1)]
    yield from typography
    if not draft.source.parts:  # other formats than text have no markdown in them
        yield from _furniture(text, lexicon, taken)
        remarks = list(_remarks(text, lexicon, taken))
        yield from remarks
        is_markdown = bool(remarks or typography or draft.of_kind(kinds.TABLE))
        yield from _readings(text, is_markdown, lexicon)
        for span in (*_repeated(draft.lines), *_repeated_within(draft.lines)):
            yield Mark(span, kinds.MARKUP, RULE, why="the OCR engine repeats itself")
    for match in lexicon.patterns["placeholder"].finditer(text):
        unit = "signature" if match["signature"] else None
        reason = "redacted" if match["redacted"] else "illegible"
        details = attrs(reason=reason, quantity=1 if unit else None, unit=unit)
        yield Mark(Span(*match.span()), kinds.GAP, RULE, attributes=details, why="a placeholder of the OCR engine")
    for match in BLOCKS.finditer(text):
        details = attrs(reason="redacted")
        yield Mark(Span(*match.span()), kinds.GAP, RULE, attributes=details, why="what is blacked out on the page")


class _Taken:
    """The characters of a text that remarks cover: one byte for each, so that many remarks take no longer."""

    def __init__(self, text: str) -> None:
        self._places = bytearray(len(text))

    def add(self, start: int, end: int) -> None:
        """Cover the characters from ``start`` up to but not including ``end``."""
        self._places[start:end] = b"\1" * (end - start)

    def any(self, start: int, end: int) -> bool:
        """Whether a remark covers any of the characters from ``start`` up to but not including ``end``."""
        return self._places.find(1, start, end) >= 0


def _furniture(text: str, lexicon: Lexicon, taken: _Taken) -> Iterator[Mark]:
    """The tags around what the engine calls a stamp, or printed at the edge of the page, set aside without the words.

    The rule ``recurring`` marks the number or head at the edge, after header and banners have been read.
    """
    for match in lexicon.patterns["page furniture"].finditer(text):
        printed = match.span("printed") if match["printed"] else match.span("stamped")
        taken.add(*match.span())
        yield _aside(match.start(), printed[0])
        yield _aside(printed[1], match.end())
        if match["stamped"]:
            details = attrs(type="other")
            yield Mark(Span(*printed), kinds.STAMP, RULE, attributes=details, why="a stamp according to the OCR engine")


def _remarks(text: str, lexicon: Lexicon, taken: _Taken) -> Iterator[Mark]:
    """The marks that set aside what the engine added by itself: front matter, comments, images."""
    for use, why in REMARKS.items():
        for match in lexicon.patterns[use].finditer(text):
            if not taken.any(*match.span()):
                taken.add(*match.span())
                yield Mark(Span(*match.span()), kinds.MARKUP, RULE, why=why)


def _typography(text: str) -> Iterator[Mark]:
    """The signs of markdown for bold type, headings and code; and a title above the heading of a page."""
    for match in BOLD.finditer(text):
        yield _aside(match.start(), match.start() + 2)
        yield _aside(match.end() - 2, match.end())
    title = FILE_TITLE.match(text) if PAGE_HEADING.search(text) else None
    if title:
        yield _aside(0, title.end())
    for match in HEADING.finditer(text):
        if not title or match.start() >= title.end():
            yield _aside(*match.span(1))
    for match in FENCE.finditer(text):
        yield _aside(*match.span())


def _readings(text: str, is_markdown: bool, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """The readings of what stands for something else: entities, breaks, commands and, in markdown, escapes."""
    yield from _html(text)
    formulas = list(DOLLARS.finditer(text))
    yield from _latex(text, formulas)
    if is_markdown or formulas:
        whole = [Span(*match.span()) for match in lexicon.patterns["placeholder"].finditer(text)]
        for match in ESCAPE.finditer(text):
            if not any(span.has(match.start()) for span in whole):
                yield _aside(*match.span())


def _html(text: str) -> Iterator[Edit | Mark]:
    """The readings of the entities of HTML, and of its line breaks: between words they read as a space."""
    for match in ENTITY.finditer(text):
        yield Edit(Span(*match.span()), html.unescape(match[0]), RULE, why="an entity of HTML")
    for match in BREAK.finditer(text):
        before = NO_WORD.sub("", text[: match.start()].rpartition("\n")[2].rpartition("\f")[2])
        at_edge = not before.strip() or not text[match.end() : match.end() + 1].strip()
        yield _aside(*match.span()) if at_edge else Edit(Span(*match.span()), " ", RULE, why="a line break of HTML")


def _latex(text: str, formulas: Sequence[regex.Match[str]]) -> Iterator[Edit | Mark]:
    """The commands of LaTeX, the marks of its formulas, and the symbols that it writes as commands."""
    for match in COMMAND.finditer(text, overlapped=True):
        yield _aside(match.start(), match.end(1))
        yield _aside(*match.span(2))
    for match in formulas:
        for script in SCRIPT.finditer(text, *match.span()):
            yield _aside(script.start(), script.end(1) if script[1] else script.end())
            if script[2]:
                yield _aside(*script.span(2))
        for group in range(1, 7):
            if match.start(group) >= 0:
                yield _aside(*match.span(group))
    for match in SYMBOL.finditer(text):
        yield Edit(Span(*match.span()), SYMBOLS[match[0][1:]], RULE, why="a command of LaTeX")


def _repeated(lines: Sequence[Line]) -> Iterator[Span]:
    """The lines that an engine repeated, without their first copy; up to ``PERIOD`` lines may be repeated together."""
    written = [line for line in lines if line.text.strip()]
    texts = [line.text.strip() for line in written]
    for period in range(1, PERIOD + 1):
        at = period
        while at < len(texts):
            begun = at
            while at < len(texts) and texts[at] == texts[at - period]:
                at += 1
            once = texts[begun - period : begun]
            are_many = at - begun >= (TIMES - 1) * period
            if are_many and sum(map(str.isalpha, "".join(once))) >= LETTERS and len(set(once)) == period:
                yield Span(written[begun].start, written[at - 1].next)
            at += 1


def _repeated_within(lines: Sequence[Line]) -> Iterator[Span]:
    """The words that an engine repeated within a line, without their first copy."""
    for line in lines:
        if len(line.text) >= LONG_LINE:
            for match in AGAIN.finditer(line.text):
                if sum(map(str.isalpha, match["once"])) >= LETTERS_WITHIN:
                    yield Span(*match.span("again")).moved(line.start)


def _aside(start: int, end: int) -> Mark:
    """The mark that sets markup of the engine aside."""
    return Mark(Span(start, end), kinds.MARKUP, RULE, why="markup of the OCR engine, not of the page")
