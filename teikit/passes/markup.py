"""Set aside what the OCR engine wrote and the page does not have: its markup, its remarks, and its repetitions.

What it mends: bold type and headings of markdown, code fences, images and their data, comments, tags of HTML,
environments of LaTeX, front matter and remarks that a page is empty are set aside (layer ``markup``); what the engine
says is stamped on the page is a stamp. Entities (``&amp;``), escapes (``\\_``) and commands of LaTeX
(``\\underline{...}``, ``\\square``) read as what they stand for. Placeholders such as ``[Signature]`` become gaps,
because they are not text of the page. A line that an engine writes over and over stands once.

What it leaves alone: asterisks with a space inside (``** PL **`` is on the cable), a backslash in a text that has no
other sign of markdown, lines that come again fewer than six times.

How it may be wrong: a typist's row of asterisks around a word looks like markup.
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
HEADING = regex.compile(
    r"(?m)(?:^|(?<=\f))[ \t]*(#{1,6}[ \t]+)(?=[^\n]*\p{L}{2})(?!page\b)", regex.IGNORECASE
)  # not # 08743
PAGE_HEADING = regex.compile(r"(?mi)^#{1,3} page \d")
TITLE = regex.compile(r"\A\s*# [^\n]*\n")
FENCE = regex.compile(r"(?m)(?:^|(?<=\f))```[a-z]*[ \t]*(?:\r?\n|$)")
PAGE_MARKS = ("page heading", "page break", "page end")
"""Patterns whose matches are left to the rule ``pages``."""
REMARKS = {
    "front matter": "a head that the OCR engine wrote",
    "engine line": "a remark of the OCR engine",
    "engine markup": "markup of the OCR engine, not of the page",
    "page is empty": "the OCR engine says that the page is empty",
}
"""Patterns whose matches are set aside whole, and why."""
ENTITY = regex.compile(rf"&(?:{'|'.join(sorted(name2codepoint))}|apos|#[0-9]{{2,5}}|#x[0-9A-Fa-f]{{2,4}});")
ESCAPE = regex.compile(r"\\(?=[_*#\[\]().!+>$&|~`{}%-])")
NO_WORD = regex.compile(r"<[^<>\n]*+>|[*#`|_]+")
"""What may stand before a break at the beginning of a line, and is no word: ``<br><u>U</u>``."""
BREAK = regex.compile(r"<br\s*/?>(?P<end>(?=\s)|)")
COMMAND = regex.compile(
    r"\\(?:underline|text(?:bf|it|rm|tt|sc|superscript|subscript)?|math(?:bf|it|rm|tt)|boldsymbol|emph|caption\*?|footnote|overline|mbox|(?:sub)?section\*?)\s*"
    r"(\{)(?:[^{}\n]|\{[^{}\n]{0,300}\}){0,300}+(\})"
)
"""A command of LaTeX around a text: ``\\underline{SECRET}``."""
SCRIPT = regex.compile(r"[\^_](\{)(?:[^{}$\n]|\{[^{}$\n]{0,40}\}){0,40}+(\})|[\^_](?=\\(?:circ|prime)\b)")
"""A superscript of LaTeX, between its dollars: ``$1^{\\text{st}}$``, ``$10^\\circ$``."""
DOLLARS = regex.compile(
    r"(\${1,2})(?=[^$\n]{0,300}(?:\\[A-Za-z]|\^)|[\d.,\s]{1,20}\\%\s*\$)[^$\n]{1,300}(\${1,2})|(\\\()[^\n]{1,300}?(\\\))"
    r"|(\\\[)(?=[^\n]{0,300}?(?:\\[A-Za-z]|[\^=])[^\n]{0,300}?\\\])[^\n]{1,300}?(\\\])"
)
"""A formula of LaTeX with its marks: ``$10^\\circ$``, ``\\(500\\)``; ``\\[...\\]`` only around what nobody types."""
SYMBOLS = {
    "square": "☐", "Box": "☐", "boxtimes": "☒", "checkmark": "✓", "times": "×", "circ": "°", "bullet": "•", "cdot": "·",
    "dagger": "†", "rightarrow": "→", "quad": " ", "ldots": "...", "dots": "...",
}  # fmt: skip
"""What engines write as a command of LaTeX, and what stands on the page."""
SYMBOL = regex.compile(rf"\\(?:{'|'.join(SYMBOLS)})(?![A-Za-z])")
BLOCKS = regex.compile(r"█{2,}(?: ?█+)*")
"""Blocks by which language models show what is blacked out: ``██████``."""
AGAIN = regex.compile(r"(?<!\w)(?P<once>\w[^\r\n]{5,59}?)(?P<again>(?:(?P=once)){9,})")
"""Some words that an engine writes over and over within one line: ``THAT HE WOULD THAT HE WOULD ...``."""
LONG = 300  # characters of a line in which an engine may run on
TIMES = 6  # times in a row from which on a line, or a few lines, are a repetition of the engine
PERIOD = 4  # lines that may come again together
LETTERS = 20  # letters that they have at least
LETTERS_WITHIN = 5  # letters of words that come again within a line, at least


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
    """The places of a text that a remark covers: a byte each, so that many remarks take no longer to ask."""

    def __init__(self, text: str) -> None:
        self._places = bytearray(len(text))

    def add(self, start: int, end: int) -> None:
        self._places[start:end] = b"\1" * (end - start)

    def any(self, start: int, end: int) -> bool:
        """Whether a remark covers any place from ``start`` to ``end``."""
        return self._places.find(1, start, end) >= 0


def _furniture(text: str, lexicon: Lexicon, taken: _Taken) -> Iterator[Mark]:
    """What the engine says is stamped on the page or printed at its edge; the words stay, its marks go.

    Which number or head is at the edge is said by the rule ``recurring``, when header and banners have been read.
    """
    for match in lexicon.patterns["page furniture"].finditer(text):
        printed = match.span("printed") if match["printed"] else match.span("stamped")
        taken.add(*match.span())
        yield _aside(match.start(), printed[0])
        yield _aside(printed[1], match.end())
        if match["stamped"]:
            details = attrs(type="other")
            yield Mark(Span(*printed), kinds.STAMP, RULE, attributes=details, why="a stamp, says the OCR engine")


def _remarks(text: str, lexicon: Lexicon, taken: _Taken) -> Iterator[Mark]:
    for use, why in REMARKS.items():
        for match in lexicon.patterns[use].finditer(text):
            if not taken.any(*match.span()):
                taken.add(*match.span())
                yield Mark(Span(*match.span()), kinds.MARKUP, RULE, why=why)


def _typography(text: str) -> Iterator[Mark]:
    for match in BOLD.finditer(text):
        yield _aside(match.start(), match.start() + 2)
        yield _aside(match.end() - 2, match.end())
    title = TITLE.match(text) if PAGE_HEADING.search(text) else None
    if title:
        yield _aside(0, title.end())
    for match in HEADING.finditer(text):
        if not title or match.start() >= title.end():
            yield _aside(*match.span(1))
    for match in FENCE.finditer(text):
        yield _aside(*match.span())


def _readings(text: str, is_markdown: bool, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """What stands for something else: entities anywhere, escapes only where other things show that this is markdown."""
    for match in ENTITY.finditer(text):
        yield Edit(Span(*match.span()), html.unescape(match[0]), RULE, why="an entity of HTML")
    for match in BREAK.finditer(text):
        before = NO_WORD.sub("", text[: match.start()].rpartition("\n")[2].rpartition("\f")[2])
        at_edge = not before.strip() or not text[match.end() : match.end() + 1].strip()
        yield _aside(*match.span()) if at_edge else Edit(Span(*match.span()), " ", RULE, why="a line break of HTML")
    for match in COMMAND.finditer(text, overlapped=True):
        yield _aside(match.start(), match.end(1))
        yield _aside(*match.span(2))
    for match in DOLLARS.finditer(text):
        is_markdown = True
        for script in SCRIPT.finditer(text, *match.span()):
            yield _aside(script.start(), script.end(1) if script[1] else script.end())
            if script[2]:
                yield _aside(*script.span(2))
        for group in range(1, 7):
            if match.start(group) >= 0:
                yield _aside(*match.span(group))
    for match in SYMBOL.finditer(text):
        yield Edit(Span(*match.span()), SYMBOLS[match[0][1:]], RULE, why="a command of LaTeX")
    if is_markdown:
        whole = [match.span() for match in lexicon.patterns["placeholder"].finditer(text)]
        for match in ESCAPE.finditer(text):
            if not any(start <= match.start() < end for start, end in whole):
                yield _aside(*match.span())


def _repeated(lines: Sequence[Line]) -> Iterator[Span]:
    """The lines that an engine wrote over and over, but for the first time; a few lines may come again together."""
    written = [line for line in lines if line.text.strip()]
    texts = [line.text.strip() for line in written]
    for period in range(1, PERIOD + 1):
        at = period
        while at < len(texts):
            begun = at
            while at < len(texts) and texts[at] == texts[at - period]:
                at += 1
            once = texts[begun - period : begun]
            if (
                at - begun >= (TIMES - 1) * period
                and sum(map(str.isalpha, "".join(once))) >= LETTERS
                and len(set(once)) == period
            ):
                yield Span(written[begun].start, written[at - 1].next)
            at += 1


def _repeated_within(lines: Sequence[Line]) -> Iterator[Span]:
    """The words that an engine wrote over and over in a line, but for the first time."""
    for line in lines:
        if len(line.text) >= LONG:
            for match in AGAIN.finditer(line.text):
                if sum(map(str.isalpha, match["once"])) >= LETTERS_WITHIN:
                    yield Span(line.start + match.start("again"), line.start + match.end("again"))


def _aside(start: int, end: int) -> Mark:
    return Mark(Span(start, end), kinds.MARKUP, RULE, why="markup of the OCR engine, not of the page")
