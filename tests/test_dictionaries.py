"""Every line of the dictionaries: it can be read, it is in its place, and what it claims about itself is true."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from teikit.fields.labels import Labels
from teikit.lexicon import Lexicon, load
from teikit.lexicon.pattern_uses import ROLES, USES
from teikit.lexicon.patterns import Pattern
from teikit.paragraphing.endings.signing_lines import NO_NAME
from teikit.passes.markup import PAGE_MARKS, REMARKS

FOLDER = Path(__file__).resolve().parent.parent / "dictionaries"
CODE = sorted((FOLDER.parent / "teikit").rglob("*.py"))
KNOWING = ("lexicon", "passes", "telegrams", "tei", "collation", "geometry", "words")
TABLES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.tsv"))
TYPISTS_OR_NAMES = ["COLONNA", "DIEFENBAKER", "FINLETTER", "NITZE", "HARRASSMENTS", "FONOFF", "PERMREPS"]
FORM = re.compile(r"[A-Z0-9]+(?:[-'/&.][A-Z0-9]+)*|(?:[A-Z]\.){2,}")


@pytest.fixture(scope="module", params=["us", "uk"])
def lexicon(request: pytest.FixtureRequest) -> Lexicon:
    """Each collection as teikit reads it."""
    return load(request.param)


def table(name: str) -> list[list[str]]:
    """The lines of a table, cut into cells, without comments and the names of the columns."""
    lines = (FOLDER / name).read_bytes().decode("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("# ")][1:]


def plain(name: str) -> list[str]:
    """The words of a plain list, without the comment above them."""
    return (FOLDER / name).read_text("utf-8").split("\n\n", 1)[1].split()


@pytest.mark.parametrize("name", TABLES)
def test_lines_are_complete_sorted_and_unique(name: str) -> None:
    rows = table(name)
    assert rows
    assert len({len(row) for row in rows}) == 1
    assert rows == sorted(rows)
    assert len(rows) == len({tuple(row) for row in rows})


@pytest.mark.parametrize("name", TABLES)
def test_files_have_a_comment_unix_lines_and_no_stray_spaces(name: str) -> None:
    text = (FOLDER / name).read_bytes().decode("utf-8")
    assert text.startswith("# ")
    assert "\r" not in text
    assert not [line for line in text.splitlines() if line != line.strip(" ")]


def test_words_are_capitals_with_counts() -> None:
    rows = table("us/words.tsv")
    assert not [form for form, _ in rows if not FORM.fullmatch(form)]
    assert all(int(count) > 0 for _, count in rows)
    assert len({form for form, _ in rows}) == len(rows)


def test_plain_lists_are_sorted_and_have_their_licence_beside_them() -> None:
    general = plain("general/english.txt")
    british = plain("uk/british.txt")
    assert general == sorted(set(general)) and {"THE", "AARDVARK"} <= set(general)
    assert british == sorted(set(british)) and "HONOUR" in british and not set(british) & set(general)
    assert (FOLDER / "general/LICENSE-SCOWL").exists()


def test_word_lists_stay_small() -> None:
    assert (FOLDER / "us/words.tsv").stat().st_size <= 1_200_000


@pytest.mark.parametrize(
    "form", ["SELF-DEFENSE", "PRO-US", "SLOW-DOWN", "A/CDC/MR", "KY'S", "FONOFF", "PERMREP", "NIACT", "JUPITERS"]
)
def test_cable_words_are_known(form: str) -> None:
    assert load("us").words[form] > 0


@pytest.mark.parametrize("form", ["HONOUR", "CYPHERS", "RECOGNISING", "DEFENCE", "HMG", "JEDDA", "TELEGRAM"])
def test_british_words_are_known(form: str) -> None:
    assert form in load("uk").words


def test_a_wrong_reading_is_no_word(lexicon: Lexicon) -> None:
    assert not [confusion.wrong for confusion in lexicon.confusions if confusion.wrong.upper() in lexicon.words]


def test_a_right_reading_consists_of_words(lexicon: Lexicon) -> None:
    marks = {exemption.code for exemption in lexicon.exemptions}
    for confusion in lexicon.confusions:
        forms = re.findall(r"[A-Za-z0-9]+(?:[-'/&][A-Za-z0-9]+)*", confusion.right)
        assert confusion.right in marks or all(form.upper() in lexicon.words for form in forms), confusion


def test_a_right_reading_is_never_wrong(lexicon: Lexicon) -> None:
    wrong = {confusion.wrong for confusion in lexicon.confusions}
    assert len(wrong) == len(lexicon.confusions)
    assert not [confusion for confusion in lexicon.confusions if wrong & {confusion.right, *confusion.right.split()}]


@pytest.mark.parametrize("form", TYPISTS_OR_NAMES)
def test_names_and_typists_errors_are_left_alone(form: str, lexicon: Lexicon) -> None:
    assert form not in {confusion.wrong for confusion in lexicon.confusions}
    assert not [p for p in lexicon.precedences if form in p.garbled]
    assert not [field for field in lexicon.fields if form in field.garbled]


def test_no_confusion_touches_a_banner_a_post_or_an_abbreviation(lexicon: Lexicon) -> None:
    known = {banner.form for banner in lexicon.banners} | lexicon.posts.keys() | lexicon.abbreviations.keys()
    assert not [confusion.wrong for confusion in lexicon.confusions if confusion.wrong in known]


def test_exemptions_read_their_examples(lexicon: Lexicon) -> None:
    for exemption in lexicon.exemptions:
        assert exemption.examples, exemption.id
        assert not [mark for mark in exemption.examples if not exemption.matches(mark)], exemption.id
        assert not [mark for mark in exemption.decoys if exemption.matches(mark)], exemption.id


def test_exemptions_name_categories_that_are_there(lexicon: Lexicon) -> None:
    ids = [exemption.id for exemption in lexicon.exemptions]
    assert len(ids) == len(set(ids))
    assert not [id for id in ids if not re.fullmatch(r"[A-Za-z_][\w.-]*", id)]
    for exemption in lexicon.exemptions:
        assert exemption.categories
        assert set(exemption.categories) <= lexicon.categories.keys(), exemption.id


def test_every_exemption_code_is_read_as_itself(lexicon: Lexicon) -> None:
    codes = {exemption.code for exemption in lexicon.exemptions if not exemption.code.endswith("?")}
    assert not [
        code for code in codes if code not in {exemption.code for exemption in lexicon.marks_of_reviewers.read(code)}
    ]


def test_series_are_found_in_their_examples(lexicon: Lexicon) -> None:
    for series in lexicon.series:
        assert series.examples and series.decoys, series.name
        assert not [text for text in series.examples if not series.reads.search(text)], series.name
        assert not [text for text in series.decoys if series.reads.search(text)], series.name


def test_a_reference_is_taken_with_all_its_numbers() -> None:
    series = {series.name: series for series in load("us").series}
    match = series["DEPCIRTEL"].reads.search("REFERENCE: DEPCIRTELS 744 778 AND TOPOLS 574 578")
    assert match and match[0] == "DEPCIRTELS 744 778"


def test_fields_read_their_examples(lexicon: Lexicon) -> None:
    for field in lexicon.fields:
        assert field.examples, field
        if not field.pattern:  # known by its label alone, however that is misread
            continue
        assert field.decoys, field
        assert not [line for line in field.examples if not field.reads.match(line)], field
        assert not [line for line in field.decoys if field.reads.match(line)], field


def test_one_pattern_of_all_labels_reads_what_any_of_them_reads(lexicon: Lexicon) -> None:
    labels = Labels(lexicon.fields)
    for line in (line for field in lexicon.fields for line in (*field.examples, *field.decoys)):
        assert labels.reads(line) == any(field.reads.match(line) for field in lexicon.fields), line


def test_banners_of_one_id_agree(lexicon: Lexicon) -> None:
    kinds: dict[str, set[tuple[str, int | None]]] = {}
    for banner in lexicon.banners:
        kinds.setdefault(banner.id, set()).add((banner.kind, banner.rank))
        assert (banner.rank is None) == (banner.kind == "caption"), banner
    assert not [id for id, kinds_of_id in kinds.items() if len(kinds_of_id) > 1]


def test_garbled_precedences_belong_to_one(lexicon: Lexicon) -> None:
    garbled = [form for precedence in lexicon.precedences for form in precedence.garbled]
    assert len(garbled) == len(set(garbled))
    assert not set(garbled) & {precedence.form for precedence in lexicon.precedences}


def test_stamps_are_found_in_their_examples(lexicon: Lexicon) -> None:
    for stamp in lexicon.stamps:
        assert stamp.garbled and stamp.source, stamp.name
        for line in stamp.garbled:
            assert stamp.name in [match.stamp.name for match in lexicon.stamp_index.find_all(line)], line
        for line in stamp.decoys:
            assert stamp.name not in [match.stamp.name for match in lexicon.stamp_index.find_all(line)], line


def test_stamps_find_their_own_lines(lexicon: Lexicon) -> None:
    for stamp in lexicon.stamps:
        for number, line in enumerate(stamp.lines):
            matches = lexicon.stamp_index.find_all(line.text)
            assert line.pattern or (stamp.name, number) in [(match.stamp.name, match.line) for match in matches], line


def test_misreadings_of_a_stamp_mend_to_its_lines(lexicon: Lexicon) -> None:
    for stamp in lexicon.stamps:
        text = "\n".join(line.text for line in stamp.lines)
        assert not [confusion for confusion in stamp.wrong if confusion.right not in text], stamp.name


def test_channel_counts_what_differs() -> None:
    rows = table("general/channel.tsv")
    assert {(engine, source) for engine, source, *_ in rows} == {
        ("tesseract", "typescript"), ("tesseract", "jfk"), ("vision", "jfk"),
    }  # fmt: skip
    for _, _, truth, seen, count, of in rows:
        assert truth != seen and len(truth) <= 2 and len(seen) <= 2
        assert int(count) > 0 and int(of) > 0


USED = [
    pytest.param(name, use, pattern, id=f"{name} {use}: {pattern.name}")
    for name in ("us", "uk")
    for use, (role, _) in USES.items()
    for pattern in load(name).patterns.all
    if pattern.role == role
]


@pytest.mark.parametrize(("name", "use", "pattern"), USED)
def test_patterns_are_found_in_their_examples_and_nowhere_else(name: str, use: str, pattern: Pattern) -> None:
    reads = load(name).patterns.compiled(use, [pattern])
    assert pattern.source
    assert not [text for text in pattern.examples if not reads.search(text)]
    assert not [text for text in pattern.decoys if reads.search(text)]


AMERICAN = (
    "archive foot", "before a date", "beside a subject", "cited address", "code of an office", "copied to",
    "field office", "file of an office", "filed copy", "foot of a form", "number below a report", "numbered form",
    "officer among offices", "page goes on", "paper of a sheet", "postal zone", "printed form", "release year",
    "symbol of a dispatch",
)  # fmt: skip


@pytest.mark.parametrize("use", AMERICAN)
def test_wordings_of_american_papers_do_not_count_for_another_country(use: str) -> None:
    own = {pattern.name for pattern in load("general").patterns.all if pattern.role == USES[use][0]}
    american = [
        pattern for pattern in load("us").patterns.all if pattern.role == USES[use][0] and pattern.name not in own
    ]
    reads = load("uk").patterns[use]
    assert american and not [text for pattern in american for text in pattern.examples if reads.search(text)]


def test_words_of_american_headers_do_not_count_for_another_country() -> None:
    kinds = {"doubtful-label", "field-officer", "page-head", "qualifier", "unit"}
    assert kinds <= {word.kind for word in load("us").header_words}
    assert kinds.isdisjoint(word.kind for word in load("uk").header_words)
    assert load("us").calendar.day_begins == "0600" and load("uk").calendar.day_begins == ""


def test_every_rule_finds_the_patterns_that_it_asks_for() -> None:
    asked = {use for path in CODE for use in re.findall(r'patterns(?:\[|\.each\()"([^"]+)"', path.read_text("utf-8"))}
    asked |= {"section", "head post", "to line", "form number", *PAGE_MARKS, *REMARKS, *NO_NAME}  # asked for in loops
    asked |= {"addressee", "sender", "writer"}
    assert asked == set(USES)
    assert {pattern.role for name in ("us", "uk") for pattern in load(name).patterns.all} == ROLES


def test_no_word_of_a_cable_stands_in_the_code(lexicon: Lexicon) -> None:
    months = {name for names in lexicon.calendar.months for name in names} - {"MAY", "DEC"}
    forms = {banner.form for banner in lexicon.banners} | {entry.form for entry in lexicon.precedences}
    forms -= {"PERSONAL", "SENSITIVE"}
    code = [path for path in CODE if path.parent.name in KNOWING]
    words = re.compile(
        rf"(?<![A-Za-z-])(?:{'|'.join(months | forms | {'FROM', 'TELEGRAM', 'INCOMING'})})(?![A-Za-z])"
    )  # NO-TELEGRAM is a code
    assert not [f"{path.name}: {text}" for path in code for text in strings(path) if words.search(text)]


def strings(path: Path) -> Iterator[str]:
    """The strings in a module that are no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_pairs_are_of_known_words_and_add_up() -> None:
    lexicon = load("us")
    for first, total, kinds, then in table("us/pairs.tsv"):
        flat = then.split(" ")
        counts = list(map(int, flat[1::2]))
        assert first in lexicon.words and all(word in lexicon.words for word in flat[::2])
        assert sum(counts) <= int(total) and len(counts) <= int(kinds) and min(counts) > 1


def test_the_scorecards_know_every_fact_and_case() -> None:
    rows = table("general/certainty.tsv")
    first_look, second_look = {"slip", "letters", "marks", "known", "several"}, {"known", "several", "word", "number"}
    specks = {"speck mark", "speck scrap"}
    assert {case for case, *_ in rows} == first_look | {f"again {case}" for case in second_look} | specks
    assert {"always", "cost", "fits before", "fits after", "against as read"} <= {fact for _, fact, *_ in rows}
    assert all(abs(float(right)) < 15 and abs(float(harm)) < 15 for *_, right, harm in rows)
