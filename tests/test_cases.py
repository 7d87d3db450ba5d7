"""Every rule does what the cases in ``tests/cases`` say, and leaves alone what they say it must.

A case of a rule that reads words (hyphens, confusions) shows the reading text. A case of any other rule shows the
OCR text with that rule's work in it: ``⟦kind: text⟧`` for what it marks, ``⟦kind⟧`` for a place, corrected readings
where they stand. The first page and the first paragraph, which every text has, are not shown; further ones are
places, ``⟦page⟧`` and ``⟦p⟧``, where they begin. A document of which nothing can be told is not shown either.

The cases of a rule that looks at the page are drawn: see ``pictures.py``. Cases of the default collection stand in
the folder itself, those of another in a folder of its name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
import regex
from conftest import ROOT
from pictures import picture

from teikit.chain import RULES, WORDS, correct
from teikit.core import Draft, Mark, Source, Span
from teikit.lexicon import Lexicon, load
from teikit.messages.explanations import Case
from teikit.messages.explanations import cases_of as read_cases
from teikit.options import Options
from teikit.rulebook import BESIDE_THE_CHAIN

WORD_RULES = {propose.__name__ for propose in WORDS}
DRAWN = {"blanks"}
BEGINNINGS = {"page", "p"}
MARGINLESS = (
    "banners",
    "catchwords",
    "closers",
    "endings",
    "exemptions",
    "forms",
    "gaps",
    "genres",
    "heads",
    "paragraphs",
    "recurring",
    "stamps",
    "volumes",
)
"""Rules to which a left margin of blanks makes no difference."""
NAMED = ("lang", "reason", "type", "ana", "extent", "unit")
FOLDER = ROOT / "tests" / "cases"
IN_FOLDERS = sorted(path.parent.name + "/" + path.stem for path in FOLDER.glob("*/*.txt"))
"""Files of cases of other collections than the default: ``uk/fields``."""


def reading(rule: str, text: str, lexicon: Lexicon) -> str:
    """What a case of a rule shows for a text."""
    without = () if rule == "words" else ("words",)
    source = picture(text) if rule in DRAWN else Source("case", text)
    draft = correct(source, lexicon, Options(without=without))
    return draft.text if rule in WORD_RULES else shown(draft, rule)


def shown(draft: Draft, rule: str) -> str:
    """The text of the source with the marks and edits of one rule in it."""
    waiting = sorted(_signs(draft, rule).items())
    out: list[str] = []

    def sign_up_to(offset: int) -> None:
        while waiting and waiting[0][0] <= offset:
            out.append(waiting.pop(0)[1])

    for piece in draft.pieces:
        if any(edit.rule == rule for edit in piece.why):
            sign_up_to(piece.span.start)
            out.append(piece.new or "")
            continue
        for offset in range(*piece.span):
            sign_up_to(offset)
            out.append(draft.source.text[offset])
    sign_up_to(len(draft.source.text))
    return "".join(out)


def _signs(draft: Draft, rule: str) -> dict[int, str]:
    """What stands before each character: brackets close before others open, outer ones open first."""
    firsts = [draft.of_kind(kind)[:1] for kind in BEGINNINGS]
    marks = [mark for mark in draft.marks if mark.rule == rule and [mark] not in firsts and not _is_untold(mark)]
    signs: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for mark in marks:
        start, end = _written(draft.source.text, mark.span)
        if mark.kind in BEGINNINGS or start == end:
            signs[start].append((1, 0, f"⟦{_label(mark)}⟧"))
        else:
            signs[start].append((2, -end, f"⟦{_label(mark)}: "))
            signs[end].append((0, -start, "⟧"))
    return {offset: "".join(text for _, _, text in sorted(texts)) for offset, texts in signs.items()}


def _is_untold(mark: Mark) -> bool:
    """Whether a mark says no more than that there is a document."""
    return mark.kind == "document" == mark.get("type")


def _written(text: str, span: Span) -> Span:
    """A span without the white space at its ends, if there is anything else."""
    part = text[span.start : span.end]
    if not part.strip():
        return span
    return Span(span.start + len(part) - len(part.lstrip()), span.end - len(part) + len(part.rstrip()))


def _label(mark: Mark) -> str:
    cover = ["cover"] if mark.get("cover") else []
    return " ".join([mark.kind, *cover, *filter(None, map(mark.get, NAMED))])


def all_cases(ending: str = "", rules: Iterable[str] = RULES) -> list[object]:
    """The cases of some rules, known by rule and title."""
    return [
        pytest.param(rule, case, id=f"{rule}: {case.title}") for rule in rules for case in read_cases(rule + ending)
    ]


@pytest.mark.parametrize(("rule", "case"), all_cases())
def test_a_rule_reads_each_of_its_cases_as_expected(rule: str, case: Case, lexicon: Lexicon) -> None:
    assert reading(rule, case.text, lexicon) == case.expected


@pytest.mark.parametrize(("rule", "case"), all_cases())
def test_a_case_reads_the_same_with_line_ends_of_windows(rule: str, case: Case, lexicon: Lexicon) -> None:
    text, wanted = (part.replace("\n", "\r\n") for part in (case.text, case.expected))
    assert reading(rule, text, lexicon) == wanted


@pytest.mark.parametrize(("rule", "case"), all_cases())
def test_a_case_reads_the_same_with_line_ends_of_old_files(rule: str, case: Case, lexicon: Lexicon) -> None:
    assert reading(rule, case.text.replace("\n", "\r"), lexicon).replace("\r", "\n") == case.expected


@pytest.mark.parametrize(("rule", "case"), all_cases(rules=MARGINLESS))
def test_a_case_reads_the_same_with_a_left_margin(rule: str, case: Case, lexicon: Lexicon) -> None:
    text = regex.sub(r"(?m)^(?=\f?[^\S\r\n]*\S)(\f?)", r"\1        ", case.text)
    assert reading(rule, text, lexicon).replace(" ", "") == case.expected.replace(" ", "")


@pytest.mark.parametrize(
    ("name", "case"),
    [pytest.param(name, case, id=f"{name}: {case.title}") for name in IN_FOLDERS for case in read_cases(name)],
)
def test_case_of_another_collection(name: str, case: Case) -> None:
    collection, rule = name.split("/")
    assert reading(rule, case.text, load(collection)) == case.expected


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize(("rule", "case"), all_cases(".failing"))
def test_a_known_failure_is_still_one(rule: str, case: Case, lexicon: Lexicon) -> None:
    """When one of these passes, move its case to the file without ``.failing``."""
    assert reading(rule, case.text, lexicon) == case.expected


@pytest.mark.parametrize("rule", [*RULES, *IN_FOLDERS])
def test_as_many_cases_stay_as_change(rule: str) -> None:
    stays = [case.stays for case in read_cases(rule)]
    assert stays.count(True) >= stays.count(False) > 0


@pytest.mark.parametrize("rule", [*RULES, *IN_FOLDERS])
def test_titles_are_there_and_stand_once(rule: str) -> None:
    titles = [case.title for case in read_cases(rule)]
    assert all(titles)
    assert len(titles) == len(set(titles))


def test_every_file_of_cases_belongs_to_a_rule() -> None:
    for path in FOLDER.rglob("*.txt"):
        name = path.relative_to(FOLDER).as_posix().removesuffix(".txt")
        assert Path(name).name.removesuffix(".failing") in (*RULES, *BESIDE_THE_CHAIN, "grid")
        assert path.read_text("utf-8").splitlines().count(".") == 3 * len(read_cases(name))
