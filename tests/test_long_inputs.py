"""Long lines, pages and files take time in proportion to their length: what grows with the square takes minutes."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from teikit.chain import with_layers
from teikit.check.validation import parse, validate
from teikit.core import Source
from teikit.genres.knowledge import genre_knowledge
from teikit.lexicon import load
from teikit.paragraphing.headings import TRAILING_SPECKS
from teikit.telegrams.as_read import as_read
from teikit.telegrams.assembling import assemble

pytestmark = pytest.mark.thorough

SECONDS = 8  # of processor time; each case needs one or two


def telegrams(count: int) -> Source:
    """A file without form feeds of many pages, each with the running head of another telegram."""
    text = "The Embassy has no comment on the paper that was handed over.\n" * 2
    return Source("a.txt", "".join(f"-{n}- POLTO {n}, MAY 8, 8 PM, FROM PARIS\n{text}" for n in range(2, count)))


def corpus(count: int) -> bytes:
    """A corpus of many members, each with a description of its source."""
    member = "<TEI><teiHeader><fileDesc><sourceDesc><bibl><title>A</title><idno>B</idno></bibl></sourceDesc></fileDesc>"
    members = count * f"{member}</teiHeader></TEI>"
    return f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{members}</teiCorpus>'.encode()


CASES: dict[str, Callable[[], object]] = {
    "a line of dots after a name": lambda: as_read(f"FROM: Frieda Smith{' .' * 800} Office", "from", load()),
    "white space within a heading": lambda: TRAILING_SPECKS.sub("", f"TITLE{' ' * 10_000}OF A PAPER"),
    "a place of one long word": lambda: load().patterns["place of a lead"].match(f"AT {'A' * 3_000}"),
    "a letter that is answered, of one long word": lambda: load().patterns["text opening"].match("Re" * 5_000),
    "many lines without a letter": lambda: genre_knowledge(load()).papers.read("-\n" * 10_000),
    "many running heads": lambda: assemble(with_layers(telegrams(600), load(), until="gaps"), load()),
    "a corpus of many members": lambda: list(validate(parse(corpus(4_000)))),
}


@pytest.mark.parametrize("case", CASES)
def test_time_grows_with_the_length(case: str) -> None:
    load()
    before = time.process_time()
    CASES[case]()
    assert time.process_time() - before < SECONDS
