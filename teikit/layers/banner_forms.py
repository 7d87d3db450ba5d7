"""The banners of a line: undamaged, spaced out (``S-E-C-R-E-T``), or garbled (``SEGRET``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from teikit.core import Kind, Span, kinds
from teikit.layers.beside import are_specks
from teikit.layers.facts import PageLine
from teikit.layers.measures import measured
from teikit.lexicon import Banner, Lexicon
from teikit.lexicon.matching import nearest
from teikit.words.vocabulary import Vocabulary

TOKEN = regex.compile(r"(?:(?!(?<=\p{Lu}{4})[-–—/]+(?=\p{Lu}{4}))\S)+")
"""A word with its marks, up to the next white space or a stroke between two words in capitals: ``SECRET-EYES ONLY``."""
SPACED = regex.compile(r"^\s*+\W{0,3}(?:\w{1,2}\s)??(?P<form>\p{Lu}(?:[-–_.\s]{1,3}\p{Lu}){4,})(?![\p{L}\p{N}])")
"""Spaced letters at the beginning of a line: S-E-C-R-E-T, T O P  S E C R E T, 3 S-E-C-R-E-T/SENSITIVE."""
SLASHED = regex.compile(r"\s?/\s?\p{Lu}[\p{Lu} /]*$")  # S-E-C-R-E-T/SENSITIVE is one banner
TRIM = regex.compile(r"^[^\p{L}]+|[^\p{L}]+$")  # signs other than letters at either end of a word
STRAY_MARK = regex.compile(r"(?<=\p{L})[.,:;](?=\s)")  # a mark after one of its words: TOP. SECRET
BRACKETS = regex.compile(r"[()\[\]]")  # brackets, which engines read for boxes to tick
SLUG = "slug"  # kind of a header word
LEAST_LETTERS = 5  # letters of a garbled banner, at least
LETTER_SHARE = 0.7  # share of its letters that are capitals, and of its characters that are letters, at least
MISSPELT_LETTERS = 6  # letters of a spaced-out banner in which one may be misread, at least: S-E-C-R-S-T
SHORT_FORM = 9  # letters of a garbled banner, below which fewer of them may differ
IN_SMALL_LETTERS = regex.compile(r"[\W_]*(?:\p{Lu} )?\p{L}?\p{Ll}{4,}[\W_]*")
"""A word that inside a page is one of a sentence, not a banner: ``_confidential``, ``A sensitive``"""


SCRAP = regex.compile(r"(?!(?:.?OP|TO.)\b)\P{L}*\p{L}{0,3}\P{L}*")  # not TOP, also misread: FOP


class Placed(NamedTuple):
    """A banner and its place in its line, including the marks around it."""

    span: Span
    banner: Banner


class BannerForms:
    """The recognition of the banners of a collection in one document.

    ``text`` is the text of the document. A garbled banner may differ more from one that the document has undamaged on
    a line of its own, and a word of the ``lexicon`` is not a garbled banner.
    """

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.known = {banner.form: banner for banner in lexicon.banners}
        self._unspaced = {form.replace(" ", ""): banner for form, banner in self.known.items()}
        self._own = {form for form in self.known if form in text and _stands_alone(form, text)}
        self._longest = max((form.count(" ") + 1 for form in self.known), default=1)
        self._slugs = {word.word for word in lexicon.header_words if word.kind == SLUG}
        self._words = lexicon.words

    def in_line(self, line: str, garbled: bool) -> list[Placed]:
        """The banners of a line; ``garbled`` says that garbled ones count, as they do at the edge of a page."""
        spaced = list(self._spaced_out(line))
        begin = spaced[0].span.end if spaced else 0
        return [*spaced, *self._in_tokens(line, begin, garbled)]

    def judged(self, line: str) -> tuple[Kind, str]:
        """The kind of a line that is a banner, and the id of the banner if there are only scraps next to it.

        The kind is that of the only classification that the line names (``3 S-E-C-R-E-T SST``), else of a caption.
        Several brackets are boxes to tick: ``(] SECRET (] CONFIDENTIAL``.
        """
        line = line.replace("/", " ")
        placed = self.in_line(line, garbled=True)
        classified = {banner for _, banner in placed if banner.kind == kinds.CLASSIFICATION}
        if not placed or len(classified) > 1 or len(BRACKETS.findall(line)) > 1:
            return kinds.BANNER, ""
        alone = self.exact(line.strip())
        if classified and not alone and _amid_scraps(line, [span for span, _ in placed]):
            alone = next(iter(classified))
        return (kinds.CLASSIFICATION if classified else kinds.CAPTION), (alone.id if alone else "")

    def exact(self, form: str) -> Banner | None:
        """The banner that a form is, with the marks around it.

        Captions are not in lower case or brackets: a sensitive source, PACOM (PERSONAL).
        """
        banner = self.known.get(STRAY_MARK.sub("", TRIM.sub("", form)).upper())
        return None if banner and banner.kind == kinds.CAPTION and (form.islower() or form[0] == "(") else banner

    def spelt(self, form: str) -> Banner | None:
        """The banner that the letters of a form spell; None if they spell none. One of many may be misread."""
        letters = regex.sub(r"\P{L}", "", form)
        is_misread = len(letters) >= MISSPELT_LETTERS and letters not in self._unspaced
        spelt = nearest(letters, self._unspaced, most=1) if is_misread else letters
        return self._unspaced.get(spelt) if spelt else None

    def are_slugs(self, placed: Sequence[Placed]) -> bool:
        """Whether all these banners are slugs, as RYBAT alone is a line of the header."""
        return all(banner.form in self._slugs for _, banner in placed)

    def _spaced_out(self, line: str) -> Iterator[Placed]:
        """The banner at the beginning of a line whose letters are spaced out."""
        spaced = SPACED.match(line)
        banner = self.spelt(spaced["form"]) if spaced else None
        if spaced and banner:
            slashed = SLASHED.match(line, spaced.end())
            yield Placed(Span(spaced.start("form"), (slashed or spaced).end()), banner)

    def _in_tokens(self, line: str, begin: int, garbled: bool) -> Iterator[Placed]:
        """The banners of a line from the offset ``begin`` on."""
        capitals = line.upper()
        if not garbled and not any(form in capitals for form in self.known):
            return  # most lines
        tokens = [Span(*match.span()) for match in TOKEN.finditer(line, begin)]
        while tokens:
            placed = self._at_head(line, tokens, garbled)
            if placed:
                yield placed
            end = placed.span.end if placed else tokens[0].end
            tokens = [token for token in tokens if token.start >= end]

    def _at_head(self, line: str, tokens: Sequence[Span], garbled: bool) -> Placed | None:
        """The banner that begins with the first of some tokens; of several, the one with most tokens."""
        most = min(self._longest, len(tokens))
        whole = next((at for at in range(most if garbled else 0) if self.exact(line[slice(*tokens[at])])), most)
        for count in range(most, 0, -1):
            span = Span(tokens[0].start, tokens[count - 1].end)
            form = line[slice(*span)]
            banner = self.exact(form)
            if garbled and not banner and count <= whole:  # none of the tokens is a banner by itself
                banner = self._garbled(form)
            if banner:
                return Placed(span, banner)
        return None

    def _garbled(self, form: str) -> Banner | None:
        """The banner to which a form in capitals is nearest; None if it is a word, or no banner is near."""
        bare = TRIM.sub("", form)
        capitals = sum(letter.isupper() for letter in bare)
        is_banner = capitals >= LETTER_SHARE * len(bare) and len(bare) >= max(LEAST_LETTERS, LETTER_SHARE * len(form))
        if not is_banner or bare.upper() in self._words:
            return None
        bare, short = bare.upper(), len(bare) < SHORT_FORM
        banner_form = nearest(bare, self.known, most=1 if short else 2)
        banner_form = banner_form or nearest(bare, self._own, most=2 if short else 4)
        return self.known[banner_form] if banner_form else None


def only_specks(text: str, placed: Sequence[Placed]) -> bool:
    """Whether a line has nothing but specks in addition to its banners."""
    rest = text
    for span, _ in reversed(placed):
        rest = rest[: span.start] + " " + rest[span.end :]
    return are_specks(rest)


def is_furniture(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is nothing but specks, or a line of a stamp."""
    return are_specks(text) or lexicon.stamp_index.find(text) is not None


def without_marks(text: str, span: Span) -> Span:
    """The place of a banner in its line, without the marks around it."""
    bare = TRIM.sub("", text[slice(*span)])
    start = span.start + text[slice(*span)].index(bare)
    return Span(start, start + len(bare))


def _stands_alone(form: str, text: str) -> bool:
    """Whether some line of a text consists of this form of a banner and of specks."""
    return regex.search(rf"(?m)^[ \t]*+\W{{0,3}}{regex.escape(form)}\W{{0,3}}$", text) is not None


def is_word_of_text(lines: Sequence[PageLine], stays: Sequence[bool], at: int, words: Vocabulary) -> bool:
    """Whether a line is a known word in lower case between two lines of its page that stay: ``A sensitive``."""
    text = lines[at].text.strip()
    beside = [place for place in (at - 1, at + 1) if 0 <= place < len(lines)]
    is_amid = all(stays[place] and lines[place].page == lines[at].page for place in beside)
    return is_amid and IN_SMALL_LETTERS.fullmatch(text) is not None and measured(text, words).known_letters > 0


def _amid_scraps(line: str, banners: Sequence[Span]) -> bool:
    """Whether the banners of a line are in capitals, with nothing but scraps next to them: ``ie SECRET =| 2``."""
    rest = line
    for start, end in reversed(banners):
        rest = f"{rest[:start]} {rest[end:]}"
    are_capital = not any(char.islower() for start, end in banners for char in line[start:end])
    return are_capital and all(map(SCRAP.fullmatch, rest.split()))
