"""The lexicon: what it answers, and what it says about faulty dictionaries."""

from __future__ import annotations

import re
from gc import collect
from pathlib import Path
from weakref import ref

import pytest

from teikit.core import Certainty
from teikit.errors import ConfigRefused
from teikit.fields.reader import reader_of
from teikit.lexicon import Lexicon, load, nearest
from teikit.lexicon.line_letters import LineLetters
from teikit.lexicon.line_roles import ROLES, LineRole
from teikit.lexicon.lists import with_list
from teikit.lexicon.matching import StampIndex, key
from teikit.lexicon.phrases import Phrase, PhraseIndex
from teikit.lexicon.records import stamps
from teikit.lexicon.salutations import is_salutation, salutation
from teikit.lexicon.tables import rows
from teikit.scorecard import ALWAYS


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The dictionaries that come with teikit."""
    return load()


def test_load_reads_once() -> None:
    assert load() is load()


def test_what_is_built_of_a_lexicon_is_built_once_and_goes_with_it(lexicon: Lexicon) -> None:
    listed = with_list(lexicon, "LAURICLE", "names")
    reader = ref(reader_of(listed))
    assert reader_of(listed) is reader() and reader_of(lexicon) is not reader()
    del listed
    collect()
    assert reader() is None


def test_words_tell_cable_words_from_general_ones(lexicon: Lexicon) -> None:
    assert lexicon.words["TELEGRAM"] > lexicon.words["QUARANTINE"] > 0
    assert lexicon.words["AARDVARK"] == 0
    assert "CIRCR" not in lexicon.words
    with pytest.raises(TypeError):
        lexicon.words["NEW"] = 1  # type: ignore[index]


def test_nearly_all_words_of_the_sample_are_known(lexicon: Lexicon) -> None:
    text = (Path(__file__).resolve().parent.parent / "samples" / "polto-circular-12.txt").read_text("utf-8").upper()
    forms = re.findall(r"[A-Z]+(?:['&/-][A-Z]+)*", text)
    unknown = [form for form in forms if form not in lexicon.words]
    assert len(unknown) / len(forms) < 0.02, sorted(set(unknown))
    assert {"CIRCR", "N/ACT", "O/FABRIC", "O/TAINIA", "HARRASSMENTS"} <= set(unknown)


def test_compounds_have_counts_of_their_own(lexicon: Lexicon) -> None:
    assert lexicon.words["SELF-DETERMINATION"] > lexicon.words.get("SELFDETERMINATION", 0)


@pytest.mark.parametrize(
    ("mark", "categories"),
    [
        ("(b)(1)", ["b1"]),
        ("(6)(1)", ["b1"]),
        ("(b)(l)", ["b1"]),
        ("{b)(1)", ["b1"]),
        ("B1A3", ["b1", "a3"]),
        ("BIA3", ["b1", "a3"]),
        ("B/A3", ["b1", "a3"]),
        ("B1A5", ["b1", "a5"]),
        ("1.3(a)(3)", ["a3"]),
        ("1.4(D)", ["eo13526-1.4d"]),
        ("1.5(c)", ["eo12958-1.5c"]),
        ("XGDS-2", ["xgds-2"]),
        ("JEK Act 6 (4)", ["jfk-6-4"]),
    ],
)
def test_marks_that_say_what_they_are(mark: str, categories: list[str], lexicon: Lexicon) -> None:
    (exemption,) = lexicon.marks_of_reviewers.read(mark)
    assert list(exemption.categories) == categories
    assert exemption.counts_alone


@pytest.mark.parametrize("mark", ["(6)", "(b)(c)", "131", "BIA", "B/A", "B1", "A1"])
def test_marks_that_count_beside_others_only(mark: str, lexicon: Lexicon) -> None:
    assert lexicon.marks_of_reviewers.read(mark)
    assert not any(exemption.counts_alone for exemption in lexicon.marks_of_reviewers.read(mark))


def test_an_ambiguous_mark_has_several_readings(lexicon: Lexicon) -> None:
    assert {exemption.code for exemption in lexicon.marks_of_reviewers.read("(b7C)")} == {"(b)(1)", "(b)(7)(C)"}


@pytest.mark.parametrize("text", ["(1)", "(3)", "1.", "B-52", "A", "CIA", "SECRET", "(S)", "1962", "(A)", "(U)", "BY"])
def test_what_is_no_mark(text: str, lexicon: Lexicon) -> None:
    assert lexicon.marks_of_reviewers.read(text) == ()


def test_a_garbled_stamp_line_is_found(lexicon: Lexicon) -> None:
    match = lexicon.stamp_index.find(": REPROOUCTION FROM THIS COPY |S")
    assert match is not None
    assert (match.stamp.name, match.line) == ("reproduction-state", 0)
    assert 0.72 <= match.similarity < 1


@pytest.mark.parametrize(
    "line",
    [
        "",
        "....",
        "REPRODUCTION OF THE NOTE FOLLOWS",
        "US THEN OPENED REMARKS BY EMPHASIZING SERIOUSNESS OF SITUATION,",
        "HE SAID DEPARTMENT SHOULD REVIEW DECLASSIFICATION OF THESE PAPERS",
        "RELEASE OF THESE PRISONERS",
        "BEING RECEIVED BY FOREIGN MINISTER",
        "UNCLASSIFIED",
    ],
)
def test_text_is_no_stamp(line: str, lexicon: Lexicon) -> None:
    assert lexicon.stamp_index.find(line) is None


def test_a_line_that_two_stamps_share_gives_both(lexicon: Lexicon) -> None:
    names = {match.stamp.name for match in lexicon.stamp_index.find_all("E.O. 12356, Sec. 3.4")}
    assert names == {"declassified", "sanitized"}


def test_a_decoy_wins_over_its_own_stamp_only() -> None:
    text = '[one]\ntype = "other"\nlines = ["COPY NUMBER"]\nnot = ["COPY NUMBERS"]\n'
    index = StampIndex(stamps(text + '[two]\ntype = "other"\nlines = ["COPY NUMBERS"]\n', "stamps.toml"))
    assert [match.stamp.name for match in index.find_all("COPY NUMBERS")] == ["two"]
    assert index.find("COPY NUMBER") is not None


def test_an_index_of_nothing_finds_nothing() -> None:
    assert StampIndex([]).find("SECRET") is None


def test_keys_have_letters_and_nines() -> None:
    assert key("E.O. 12356, Sec. 3.4") == "EO99999SEC99"


@pytest.mark.parametrize(
    ("form", "choices", "answer"),
    [
        ("NACT", ["NIACT", "FLASH"], "NIACT"),
        ("N/ACT", ["NIACT", "FLASH"], "NIACT"),
        ("Prom", ["FROM", "TO", "INFO"], "FROM"),
        ("HQ", ["NO", "TO"], None),
        ("GROUP 8", ["GROUP 1", "GROUP 3"], None),
        ("OCTOBER", ["NIACT", "FLASH"], None),
        ("", ["NIACT"], None),
        ("FLASH", [], None),
    ],
)
def test_a_form_is_the_nearest_choice_or_none(form: str, choices: list[str], answer: str | None) -> None:
    assert nearest(form, choices) == answer


def refused(text: str) -> str:
    """What is said about a table of confusions."""
    with pytest.raises(ConfigRefused) as error:
        for row in rows(text, "confusions.tsv", ("wrong", "right", "certainty")):
            row.text("wrong")
            row.certainty("certainty")
    assert error.value.exit_code == 9
    return str(error.value)


def test_a_value_that_is_not_of_the_list_is_refused_with_the_nearest() -> None:
    assert refused("# x\nwrong\tright\tcertainty\nCIRCR\tCIRC\thihg\n") == (
        "confusions.tsv:3: certainty 'hihg' is not one of high, medium, low [DICT-VALUE]\n  Did you mean 'high'?"
    )


def test_a_line_with_too_few_columns_is_refused() -> None:
    text = "wrong\tright\tcertainty\nCIRCR CIRC\thigh\n"
    assert "confusions.tsv:2: 2 columns where there should be 3" in refused(text)


def test_other_columns_are_refused() -> None:
    assert "confusions.tsv:1: the columns are wrong, good, not" in refused("wrong\tgood\nA\tB\n")


def test_an_empty_value_is_refused() -> None:
    assert "confusions.tsv:2: wrong is empty" in refused("wrong\tright\tcertainty\n\tCIRC\thigh\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a]\ntype = ", "stamps.toml: "),
        ('[a]\ntype = "reveiw"\n', "Did you mean 'review'?"),
        ('[a]\ntype = "review"\nline = ["X"]\n', "'line' is not part of a stamp"),
        ('[a]\ntype = "review"\nlines = [{pattern = "("}]\n', "is not a regular expression"),
        ('[a]\ntype = "review"\nlines = [{alone = false}]\n', "a line is neither text nor a pattern"),
        ('[a]\ntype = "review"\n[a.wrong]\n"X" = ["Y", "sure"]\n', "certainty 'sure' is not one of"),
        ('[a]\ntype = "review"\n[a.wrong]\n"X" = "B"\n', "the value of X is not a list"),
        ('[a]\ntype = "review"\n[a.wrong]\n"X" = ["Y"]\n', "'X' has not one right form and its certainty"),
        ('note = "x"\n', "the value of note is not a table"),
        ("[a]\ntype = 1\n", "the value of type is not a text"),
        ('[a]\ntype = "review"\nlines = [["X"]]\n', "a line is neither text nor a pattern"),
        ('[a]\ntype = "review"\nlines = "X"\n', "the value of lines is not a list"),
        ('[a]\ntype = "review"\nlines = [{text = "X", alone = "no"}]\n', "the value of alone is not true or false"),
        ('[a]\ntype = "review"\ngarbled = [1]\n', "the value of garbled is not a text"),
    ],
)
def test_faulty_stamps_are_refused(text: str, message: str) -> None:
    with pytest.raises(ConfigRefused) as error:
        stamps(text, "stamps.toml")
    assert message in str(error.value)


def test_posts_and_abbreviations_are_found_in_capitals(lexicon: Lexicon) -> None:
    assert lexicon.posts["LEOPOLDVILLE"].kind == "embassy"
    assert {entry.family for entry in lexicon.abbreviations["SAC"]} == {"military", "fbi"}


def test_certainties_are_those_of_the_core(lexicon: Lexicon) -> None:
    assert {confusion.certainty for confusion in lexicon.confusions} == {Certainty.HIGH, Certainty.MEDIUM}


def test_labels_of_forms_are_found_and_what_looks_like_them_is_not(lexicon: Lexicon) -> None:
    for label in lexicon.form_labels:
        match = lexicon.label_index.find(label.name)
        assert match and match.stamp is label
        assert not [decoy for decoy in label.decoys if lexicon.label_index.find(decoy)]
    assert any(label.decoys for label in lexicon.form_labels)


def test_letters_of_lines_have_points_for_each_role(lexicon: Lexicon) -> None:
    points = lexicon.line_letters.points
    assert all(len(row) == len(ROLES) for row in points.values())
    assert all(3 <= len(run) <= 5 for run in points if run != ALWAYS)


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("REPRQDUCTI0N BY OTKER THAN THE ISSU1NG OFFlCE IS PROHIB1TED", LineRole.FORM),
        ("RELEASlNG 0FFICER       AUTHENT1CATING OFFICER", LineRole.FORM),
        ("HE SAlD THAT THE EMBASSY WQULD SEND A TELEGRAM TO THE MINISTER", LineRole.TEXT),
        ("2024 RELEASE UNDER THE PRES1DENT JOHN F. KENNEDY ASSASSlNATION RECORDS ACT", LineRole.RECORD),
    ],
)
def test_misread_letters_still_tell_a_role(line: str, role: LineRole, lexicon: Lexicon) -> None:
    scores = lexicon.line_letters.scores(line)
    assert ROLES[scores.index(max(scores))] is role


def test_a_collection_without_letters_says_the_same_of_every_line() -> None:
    letters = LineLetters.from_table(())
    assert letters.scores("RELEASING OFFICER") == letters.scores("") == (0.0,) * len(ROLES)


# ------------------------------------------------------------------ phrases


@pytest.mark.parametrize("letter", "BCDEFGHIJKLMNOPQRSTU")
def test_of_phrases_as_near_the_one_that_shares_the_beginning_is_taken(letter: str) -> None:
    """Whatever the order of sets, which is another in each process."""
    phrases = [Phrase(f"A{letter}VWX", "form"), Phrase(f"Z{letter}VWY", "stamp")]
    match = PhraseIndex(phrases).find(f"A{letter}VWY")
    assert match is not None and match.role == "form"


# -------------------------------------------------------------- salutations


@pytest.mark.parametrize(
    ("line", "begins", "is_whole"),
    [
        ("My dear Mr. Secretary:", True, True),
        ("Sir,", True, True),
        ("SIR: I have the honor to report", True, False),
        ("Sir Edward,", False, False),
    ],
)
def test_a_salutation_is_a_line_or_begins_one(line: str, begins: bool, is_whole: bool, lexicon: Lexicon) -> None:
    assert (salutation(line, lexicon.patterns) is not None) is begins
    assert is_salutation(line, lexicon.patterns) is is_whole
