"""What one release has and another lacks: withheld, lost, skipped, a page that is not there, moved, or nothing."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_collate import collated

from teikit.collation.classify import NO_TEXT, Verdict
from teikit.collation.context import Context
from teikit.collation.edition import Edition, judged
from teikit.collation.excisions import Excision
from teikit.collation.kinship import nearest
from teikit.collation.passages import Passage
from teikit.collation.places import settled
from teikit.collation.sound import kinds_of_words
from teikit.collation.withheld import withheld_rows
from teikit.collation.witness import WitnessWord, key_of
from teikit.core import Certainty, Span
from teikit.lexicon import Lexicon, load
from teikit.words.chance import Chance

LINES = """MEETING WITH THE AMBASSADOR TOOK PLACE YESTERDAY AFTERNOON IN THE EMBASSY. HE STATED
THAT GENERAL ORTEGA HAD INFORMED HIM OF THE PLANS OF THE GOVERNMENT CONCERNING THE ELECTIONS.
THE AMBASSADOR EXPRESSED HIS THANKS AND PROMISED AN ANSWER BEFORE THE END OF THE WEEK.
MINISTER TOLD REPORTERS THAT HARVEST WOULD BE POOR AGAIN AND FOR PRICES OF BREAD
AND RICE WOULD RISE EVERY WEEK UNTIL THE PRESIDENT AGREED TO IMPORTS FROM ARGENTINA.
THE CABINET WILL MEET ON FRIDAY TO DISCUSS THE BUDGET AND THE LOAN FROM THE BANK.
POLICE REPORTED NO INCIDENTS DURING THE DEMONSTRATION OF STUDENTS AND WORKERS ON TUESDAY.
PARTY LEADERS EXPECT SUPPORT FROM TRADE UNIONS AND FROM MOST OF THE NAVAL OFFICERS.""".splitlines()
FULL = "".join(f"{line}\n" for line in LINES)


def edition_of(*texts: str, names: Sequence[str] = ()) -> Edition:
    (edition,) = collated(*texts, names=names).editions
    return edition


def without(old: str, new: str = "", text: str = FULL) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def findings_of(edition: Edition) -> list[tuple[str, str, Verdict]]:
    """Each passage that a release lacks: the release, the passage, what became of it."""
    return [(finding.passage.lacking.id, finding.passage.text, finding.verdict) for finding in edition.findings]


def recovered(edition: Edition) -> list[tuple[str, str]]:
    return [(excision.witness_id, excision.text) for excision in edition.excisions if excision.recovered]


# --------------------------------------------------- what was withheld, and what was not

BADLY = "MlN|STFR T0LO REP0RTFRS TH4T H4RVFST W0ULO BF P00R AG4lN"
LACKING = [
    # why, what stands in the fuller release, what in the other, withheld with at least which certainty (None: not)
    ("brackets", "GENERAL ORTEGA", "[]", Certainty.HIGH),
    ("brackets that are open", "GENERAL ORTEGA", "[", Certainty.HIGH),
    ("one word in brackets", "ORTEGA", "[]", Certainty.HIGH),
    ("a number in brackets", "ON FRIDAY", "[]", Certainty.HIGH),
    ("white space in a line", "GENERAL ORTEGA HAD", "              ", Certainty.MEDIUM),
    ("nothing at all in a line, no trace", "GENERAL ORTEGA HAD ", "", Certainty.MEDIUM),
    ("a code in a line", "GENERAL ORTEGA HAD", "(b)(1)", Certainty.MEDIUM),
    ("lines, and brackets", "\n".join(LINES[3:5]), "[]", Certainty.MEDIUM),
    ("lines, and a code", "\n".join(LINES[3:6]), "\n(b)(1)\nB1A3\n", Certainty.MEDIUM),
    ("from a line to the next", "THE ELECTIONS.\nTHE AMBASSADOR EXPRESSED", "[]", Certainty.MEDIUM),
    ("the end of a line", "FOR PRICES OF BREAD\n", "\n", Certainty.MEDIUM),
    ("a line", f"{LINES[3]}\n", "", None),
    ("a common word", "HAD ", "", None),
    ("scraps in a line", "GENERAL ORTEGA HAD", "GEN .r;l X1 r| kw", None),
    ("a line that was read badly", LINES[3], f"{BADLY} AN0 F0R PRlCFS 0F 8RE4D", None),
    ("other words", "POLICE REPORTED NO INCIDENTS", "NAVY WILL SEND SEVERAL SHIPS", None),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "cert"), [row[1:] for row in LACKING], ids=[row[0] for row in LACKING])
def test_what_is_withheld_and_what_is_not(old: str, new: str, cert: Certainty | None) -> None:
    """In whichever order the releases are named."""
    for fuller, lacking in (("R1", "R2"), ("R2", "R1")):
        texts = {fuller: FULL, lacking: without(old, new)}
        excisions = [excision for excision in edition_of(texts["R1"], texts["R2"]).excisions if excision.recovered]
        if cert is None:
            assert excisions == []
            continue
        (excision,) = excisions
        assert (excision.witness_id, excision.printed_by, excision.text) == (lacking, (fuller,), " ".join(old.split()))
        assert excision.cert >= cert
        assert excision.grounds


SLIDES = [
    # why, what stands in the fuller release, what in the other, what came back
    (
        "the end of a line: the next one begins with the same word",
        "AND THAT PRICES OF BREAD\n",
        "\n",
        [("R2", "AND THAT PRICES OF BREAD")],
    ),
    ("a gap: its first word stands after it, too", "THE GOVERNMENT NOW THE", "[] THE", [("R2", "THE GOVERNMENT NOW")]),
]


@pytest.mark.parametrize(("old", "new", "back"), [row[1:] for row in SLIDES], ids=[row[0] for row in SLIDES])
def test_a_passage_that_may_begin_a_word_earlier_or_later(old: str, new: str, back: list[tuple[str, str]]) -> None:
    text = FULL.replace("AND FOR PRICES", "AND THAT PRICES").replace("GOVERNMENT CONCERNING", "GOVERNMENT NOW")
    assert recovered(edition_of(text, without(old, new, text))) == back


@pytest.mark.parametrize("name", ["US", "UK", "UN"])
def test_a_short_name_in_brackets_is_recovered(name: str) -> None:
    text = without("NAVAL OFFICERS", f"{name} OFFICERS")
    assert recovered(edition_of(text, without(f"{name} OFFICERS", "[] OFFICERS", text))) == [("R2", name)]


def test_every_ground_is_said() -> None:
    (finding,) = edition_of(FULL, without("GENERAL ORTEGA", "[]")).findings
    assert finding.grounds[0] == f"chance {finding.chance:.2f}"
    reported = {ground.partition(" (")[0].partition(":")[0] for ground in finding.grounds[1:]}
    assert {"brackets or white space", "the line goes on beside it", "letters"} <= reported


def test_each_release_may_withhold_what_the_other_prints() -> None:
    edition = edition_of(without("HARVEST WOULD BE POOR", "[]"), without("GENERAL ORTEGA HAD", "[]"))
    assert recovered(edition) == [("R1", "HARVEST WOULD BE POOR"), ("R2", "GENERAL ORTEGA HAD")]


def test_what_one_release_withholds_is_not_what_the_other_does() -> None:
    cuts = ["HAD INFORMED HIM OF THE", "PROMISED AN ANSWER BEFORE THE"]
    edition = edition_of(*(without(cut, "[]") for cut in cuts))
    assert recovered(edition) == [("R1", cuts[0]), ("R2", cuts[1])]


def test_what_all_withhold_stays_an_excision_without_text() -> None:
    text = without("GENERAL ORTEGA", "[]")
    edition = edition_of(text, text)
    assert findings_of(edition) == []
    assert [
        (excision.witness_id, excision.text, excision.printed_by, excision.share) for excision in edition.excisions
    ] == [
        ("R1", "", (), None),
        ("R2", "", (), None),
    ]


def test_two_gaps_in_one_place_give_each_only_what_the_other_has() -> None:
    edition = edition_of(without("GENERAL ORTEGA HAD", "[] HAD"), without("GENERAL ORTEGA HAD", "GENERAL []"))
    assert recovered(edition) == [("R2", "HAD")] or ("R2", "ORTEGA") not in recovered(edition)
    assert "ORTEGA" not in " ".join(text for _, text in recovered(edition))


# ------------------------------------------------------------------ no text that was withheld

FORMS = [
    "DOCUMENT MICROFILMED CLASSIFIED MESSAGE TOTAL COPIES",
    "ROUTING AND RECORD SHEET  DATE  INITIALS",
    "Drom a line across column after each comment.",
]
SCRAPS = ["-=i1 xq~ ;;l1", "Xt|| ~.q jl", "rn lIl1 .,;' ii", "|||| ____ ....", "Jf2 ,r Kk wq 0o"]


@pytest.mark.parametrize("scraps", SCRAPS)
def test_scraps_of_the_ocr_are_not_recovered_text(scraps: str) -> None:
    for text in (without("ORTEGA HAD", f"ORTEGA {scraps} HAD"), f"{scraps}\n{FULL}", f"{FULL}{scraps}\n"):
        for gap in (FULL, without("GENERAL ORTEGA", "[]")):
            words = scraps.split()
            assert not any(word in text for _, text in recovered(edition_of(text, gap)) for word in words)


@pytest.mark.parametrize("form", FORMS)
def test_labels_of_the_form_are_not_recovered_text(form: str) -> None:
    edition = edition_of(f"{form}\n{FULL}", FULL)
    assert recovered(edition) == []
    assert {kind for _, _, kind in findings_of(edition)} <= {Verdict.SCRAP}


# ----------------------------------------------------------- moved, skipped, lost, missing


@pytest.mark.parametrize("order", [[4, 0, 1, 2, 3, 5, 6, 7], [4, 5, 6, 7, 0, 1, 2, 3], [0, 2, 4, 6, 1, 3, 5, 7]])
def test_lines_in_another_order_are_not_lost(order: list[int]) -> None:
    """Engines read columns and blocks in other orders."""
    edition = edition_of(FULL, "".join(f"{LINES[at]}\n" for at in order))
    assert recovered(edition) == []
    assert {kind for _, _, kind in findings_of(edition)} <= {Verdict.MOVED}


def test_lines_the_other_way_round_are_not_withheld() -> None:
    edition = edition_of(FULL, "".join(f"{line}\n" for line in reversed(LINES)))
    assert not {kind for _, _, kind in findings_of(edition)} & {Verdict.WITHHELD, Verdict.PAGE, Verdict.SKIPPED}


SKIPPED = without(f"{LINES[3]}\n")


def test_what_the_earlier_release_prints_is_not_withheld_by_the_later() -> None:
    """Its OCR skipped the line."""
    edition = edition_of(FULL, SKIPPED, names=["1988.txt", "2023.txt"])
    assert edition.released == {"R1": "1988", "R2": "2023"}
    assert [(finding.verdict, finding.grounds[0]) for finding in edition.findings] == [
        (Verdict.SKIPPED, "released in 1988, before the release that lacks it (2023)")
    ]
    assert recovered(edition) == []


def test_a_later_release_may_print_what_the_earlier_withholds() -> None:
    edition = edition_of(FULL, without("GENERAL ORTEGA", "[]"), names=["2023.txt", "1988.txt"])
    (finding,) = edition.findings
    assert (finding.verdict, finding.cert) == (Verdict.WITHHELD, Certainty.HIGH)
    assert "released later (2023) than the release that lacks it (1988)" in finding.grounds


def test_an_excision_in_the_later_release_is_no_skipped_text_if_brackets_say_so() -> None:
    edition = edition_of(FULL, without("GENERAL ORTEGA", "[]"), names=["1988.txt", "2023.txt"])
    assert recovered(edition) == [("R2", "GENERAL ORTEGA")]


def test_cannot_tell_is_an_answer() -> None:
    edition = edition_of(FULL, without(f"{LINES[3]}\n"))
    ((_, text, kind),) = findings_of(edition)
    assert (text, kind) == (LINES[3], Verdict.UNKNOWN)


def pages(*texts: str, brackets: int | None = None) -> str:
    """A telegram with running heads; the page of one number withheld, but for its code."""
    heads = ["FROM: PARIS\nTO: Secretary of State\nNO: POLTO 12, OCTOBER 28, 8 PM\n\n"]
    heads += [f"-{n}- POLTO 12, OCTOBER 28, 8 PM, FROM\nPARIS\n\n" for n in range(2, len(texts) + 1)]
    parts = [
        f"SECRET\n\n{head}" + (f"{text}\n" if n != brackets else "(b)(1)\nB1A3\n") + "\nSECRET\n"
        for n, (head, text) in enumerate(zip(heads, texts, strict=True), 1)
    ]
    return "\f".join(parts)


LONG = "".join(f"{line}\n" for line in LINES[2:])
FIRST = "".join(f"{line}\n" for line in LINES[:2])
LAST = """AMERICAN CITIZENS WERE ADVISED TO REGISTER WITH THE CONSULATE WITHOUT DELAY.
DEPARTMENT IS REQUESTED TO INFORM THE NAVY OF THE CONTENTS OF THIS MESSAGE.
"""


def test_a_page_that_is_not_there_is_not_withheld() -> None:
    """Nothing says that it was withheld: the copy may lack it."""
    all_pages = pages(FIRST, LONG, LAST)
    first, _, last = all_pages.split("\f")
    edition = edition_of(all_pages, f"{first}\f{last}")
    assert recovered(edition) == []
    assert Verdict.PAGE in {kind for _, _, kind in findings_of(edition)}


def test_a_page_that_is_withheld_has_a_code() -> None:
    edition = edition_of(pages(FIRST, LONG, LAST), pages(FIRST, LONG, LAST, brackets=2))
    (excision,) = [excision for excision in edition.excisions if excision.recovered]
    assert (excision.text, excision.codes, excision.share) == (" ".join(LONG.split()), ("b1", "a3"), 1.0)
    assert edition.work.witnesses[1].pages[excision.page].n == "2"


def test_a_passage_over_two_pages_is_two_excisions() -> None:
    """Each page has its own code, so each is a row of the ledger with the share of its page."""
    full = pages(FIRST, LONG, LAST + LONG, LAST)
    less = pages(FIRST, LONG, LAST + LONG, LAST, brackets=2).split("\f")
    less[2] = pages(FIRST, LONG, LAST + LONG, LAST, brackets=3).split("\f")[2]
    collation = collated(full, "\f".join(less))
    (edition,) = collation.editions
    parts = [excision for excision in edition.excisions if excision.recovered]
    assert [part.text for part in parts] == [" ".join(LONG.split()), " ".join((LAST + LONG).split())]
    assert [part.share for part in parts] == [1.0, 1.0]
    ledger = [row for row in withheld_rows(collation, load()) if row.row == "excision"]
    assert [(row.page, row.exemption) for row in ledger] == [("2", ledger[0].exemption), ("3", ledger[0].exemption)]
    assert ledger[0].exemption


# ----------------------------------------------------------------------- three releases


def test_a_passage_that_two_withhold_is_an_excision_of_either() -> None:
    text = without("GENERAL ORTEGA", "[]")
    edition = edition_of(FULL, text, text)
    assert recovered(edition) == [("R2", "GENERAL ORTEGA"), ("R3", "GENERAL ORTEGA")]
    assert all(
        ground.startswith("other releases lack it: 1 (+")
        for finding in edition.findings
        for ground in finding.grounds
        if "other releases" in ground
    )


def test_a_passage_that_two_print_names_both() -> None:
    edition = edition_of(FULL, FULL, without("GENERAL ORTEGA", "[]"))
    (excision,) = [excision for excision in edition.excisions if excision.recovered]
    assert (excision.witness_id, set(excision.printed_by)) == ("R3", {"R1", "R2"})


def test_what_one_of_three_lacks_without_trace_is_not_withheld() -> None:
    """Of three the two that have it are rather right, and the engine of the third rather wrong."""
    edition = edition_of(FULL, FULL, without("GENERAL ORTEGA "))
    assert recovered(edition) == []
    assert {kind for _, _, kind in findings_of(edition)} == {Verdict.UNKNOWN}


def test_each_of_three_gives_what_the_others_withhold() -> None:
    cuts = ["GENERAL ORTEGA", "HARVEST WOULD BE POOR", "THE DEMONSTRATION OF STUDENTS"]
    texts = [FULL.replace(cuts[0], "[]"), FULL.replace(cuts[1], "[]"), FULL.replace(cuts[2], "[]")]
    assert sorted(recovered(edition_of(*texts))) == [("R1", cuts[0]), ("R2", cuts[1]), ("R3", cuts[2])]


# ------------------------------------------------------------------------------- laws


def overlaps(excisions: Sequence[Excision]) -> bool:
    taken: set[tuple[str, int]] = set()
    for excision in excisions:
        words = {(excision.witness_id + excision.fuller_id, at) for at in range(*excision.fuller_words)}
        if words & taken:
            return True
        taken |= words
    return False


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_what_is_cut_out_comes_back_and_nothing_else(data: st.DataObject) -> None:
    """Any words of some lines replaced by brackets in one of two releases."""
    texts, wanted = [list(LINES), list(LINES)], set()
    which = data.draw(st.integers(0, 1))
    for line in data.draw(st.lists(st.integers(1, len(LINES) - 2), max_size=4, unique=True)):
        words = LINES[line].split()
        start = data.draw(st.integers(2, len(words) - 5))
        end = data.draw(st.integers(start + 2, min(start + 5, len(words) - 2)))
        assume(words[start] != words[end] and words[start - 1] != words[end - 1])  # else nobody knows where it begins
        texts[which][line] = " ".join([*words[:start], "[]", *words[end:]])
        wanted.add((f"R{which + 1}", " ".join(words[start:end])))
    edition = edition_of(*("".join(f"{line}\n" for line in text) for text in texts))
    assert {(witness, text) for witness, text in recovered(edition)} == wanted
    assert not overlaps(edition.excisions)
    assert len({excision.id for excision in edition.excisions}) == len(edition.excisions)
    assert all(excision.share is None or 0 < excision.share <= 1 for excision in edition.excisions)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(FULL) - 1), st.sampled_from("lI10.,' ")), max_size=12))
def test_noise_gives_nothing_back(noise: list[tuple[int, str]]) -> None:
    """Where neither release has an excision there is none, however the engine read it."""
    letters = list(FULL)
    for at, letter in noise:
        if letters[at] != "\n":
            letters[at] = letter
    edition = edition_of(FULL, "".join(letters))
    assert recovered(edition) == []


# ----------------------------------------------------------------- real documents


def test_what_two_later_releases_give_back(shared: Path) -> None:
    """104-10014-10067: the code names of 2018 and 2022 are printed in 2023 in part, in 2025 all."""
    folder = shared / "data" / "jfk-dev" / "104-10014-10067"
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent")
    paths = sorted(folder.glob("*.md"))
    edition = edition_of(*(path.read_bytes().decode() for path in paths), names=[path.name for path in paths])
    years = dict(edition.released)
    assert sorted(years.values()) == ["2018", "2022", "2023", "2025"]
    back = {
        (years[excision.witness_id], year): {bare(text) for text in texts(edition, excision.witness_id, year, years)}
        for excision in edition.excisions
        for year in ("2023", "2025")
    }
    for year in ("2018", "2022"):
        assert {"CHUY", "MONTEVIDEO TO CHUY"} <= back[year, "2023"]
        assert {"NOC SIDNEY B. CALLICRATE", "MONTEVIDEO"} <= back[year, "2025"]
        assert any(text.startswith("GUANABO") for text in back[year, "2025"])
    assert {"NOC SIDNEY B. CALLICRATE", "GUANABO", "MONTEVIDEO"} <= back["2023", "2025"]
    assert ("2025", "2023") not in back


def bare(text: str) -> str:
    return text.rstrip(".,")


def texts(edition: Edition, witness: str, year: str, years: dict[str, str]) -> list[str]:
    """What a release withholds and that of a year prints."""
    return [
        excision.text
        for excision in edition.excisions
        if excision.witness_id == witness and year in {years[name] for name in excision.printed_by}
    ]


def printed(path: Path) -> dict[tuple[int, int], str]:
    """What a release of a typed pair prints: its words by paragraph and number, the same numbers in both releases."""
    words: dict[tuple[int, int], str] = {}
    for page in json.loads(path.read_text("utf-8"))["pages"]:
        for line in page["lines"]:
            for number, start, length in line.get("words", ()) if line["kind"] == "body" else ():
                key = line["par"], number
                words[key] = words.get(key, "").removesuffix("-") + line["text"][start : start + length]
    return words


def test_most_of_what_was_withheld_in_a_typed_pair_comes_back(shared: Path) -> None:
    """Of 315 words that d013b withholds nearly all come back, and nothing else does."""
    folder = shared / "data" / "bench-dev"
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent")
    fuller, less = (printed(folder / name / "gt.json") for name in ("d013a", "d013b"))
    withheld = Counter(key_of(fuller[key]) for key in fuller.keys() - less.keys())
    ocr = [(folder / name / "ocr.txt").read_text("utf-8") for name in ("d013a", "d013b")]
    edition = edition_of(*ocr, names=["d013a", "d013b"])
    back = Counter(key_of(word) for _, text in recovered(edition) for word in text.split())
    right = (withheld & back).total()
    assert right > 0.9 * withheld.total()
    assert right > 0.9 * back.total()
    read_there = re.sub(r"-\s+", "", ocr[0]).split() + ocr[0].split()
    by_rule = {word.text for word in edition.work.base.words if word.text != word.raw}
    assert {word for _, text in recovered(edition) for word in text.split()} <= {*read_there, *by_rule}


def test_a_word_that_is_corrected_is_not_recovered_as_well() -> None:
    full = without("GENERAL ORTEGA HAD INFORMED", "GENERAL ORTEGA. 5. MINISTER INFORMED")
    lacking = without("GENERAL ORTEGA. 5. MINISTER", "[] aH MINISTER", full)
    edition = edition_of(lacking, full, full, full)
    name = edition.excisions[0].witness_id
    decided = [
        replace(decision, chance=Chance(0.9, 0.0)) if decision.before == "aH" else decision
        for decision in edition.decisions[name]
    ]
    (at,) = [decision.column.base[0] for decision in decided if decision.reading == "5."]
    readings = [*edition.readings[name][:at], "5.", *edition.readings[name][at + 1 :]]
    context = Context(load(), edition.released, edition.pairs, {own.id: own for own in edition.work.witnesses})
    again = judged(edition.work, context, {**edition.readings, name: readings}, {**edition.decisions, name: decided})
    assert [text for _, text in recovered(again)] == ["GENERAL ORTEGA."]


# ------------------------------------------------------ two readings of one scan

ONE_SCAN = """\
{year} RELEASE UNDER THE PRESIDENT JOHN F. KENNEDY ASSASSINATION RECORDS ACT OF 1992

THE M1NISTER OF THE INTERIOR TOLD THE AMBASSAD0R THAT THE GOVERNMFNT WOULD
ASK THE EMBASSV FOR A LIST OF THE OFFICLALS WHO HAD BEEN AT THE MEETLNG. THE
STATION THINKS THAT {names}WERE THERE AND
THAT THE PRESIDFNT KNEW OF IT. THE SITUATI0N IN THE CAPITAL IS CALM AND THE
QUESTI0N OF RELATI0NS WITH THE NEIGHBORS IS NOT DISCUSSFD IN THE NEWSPAPFRS.
"""
NAMES = "POSHEPNY, ANTHONY AND DIMMIT, KIRK "


def test_a_hole_in_another_reading_of_one_scan_was_withheld() -> None:
    edition = edition_of(ONE_SCAN.format(year=2023, names=""), ONE_SCAN.format(year=2025, names=NAMES))
    (excision,) = edition.excisions
    assert (edition.released[excision.witness_id], excision.text) == ("2023", NAMES.strip())
    assert (excision.cert, excision.was_printed_before) == (Certainty.HIGH, False)


@pytest.mark.parametrize(
    ("names", "beside", "read", "ground"),
    [
        (NAMES, "WERE THERE", "VVEKE THERE", "not read alike"),  # what stands there now may be part of it
        (NAMES, "THINKS THAT", "THINKS TUAR", "not read alike"),
        ("41,498,743 OF 58,811,003 ", "", "", "no word"),  # nothing says whether the number is read right
    ],
)
def test_certainty_is_high_only_if_the_extent_is_sure(names: str, beside: str, read: str, ground: str) -> None:
    lacking = ONE_SCAN.format(year=2023, names="").replace(beside, read)
    (excision,) = edition_of(lacking, ONE_SCAN.format(year=2025, names=names)).excisions
    assert (excision.text, excision.cert) == (names.strip(), Certainty.MEDIUM)
    assert any(ground in why for why in excision.grounds)


def test_what_an_earlier_reading_of_one_scan_printed_was_withheld_again() -> None:
    edition = edition_of(ONE_SCAN.format(year=2023, names=NAMES), ONE_SCAN.format(year=2025, names=""))
    (excision,) = edition.excisions
    assert (edition.released[excision.witness_id], excision.was_printed_before) == ("2025", True)


def test_two_engines_that_misread_other_words_may_lose_a_line() -> None:
    misread = ONE_SCAN.translate(str.maketrans("10FVL", "I8EYI"))
    edition = edition_of(misread.format(year=2023, names=""), ONE_SCAN.format(year=2025, names=NAMES))
    assert all(
        "another reading of the same scan" not in ground for finding in edition.findings for ground in finding.grounds
    )


def test_one_place_has_one_verdict_over_all_releases() -> None:
    """What 2018 and 2023 lack of 2025 was withheld in both; nobody lost in one what was withheld in the other."""
    years = ((2018, ""), (2023, ""), (2025, NAMES))
    edition = edition_of(*(ONE_SCAN.format(year=year, names=names) for year, names in years))
    assert {finding.verdict for finding in edition.findings} == {Verdict.WITHHELD}
    assert len(edition.excisions) == 2


def test_a_stretch_lacking_in_one_release_is_another_place_than_a_name_withheld_in_the_next() -> None:
    """177-10001-10445: 2018 lacks half a page, 2023 six names on it, which were said to be printed in 2022 already."""
    text = ONE_SCAN.format(year="{year}", names="")
    first = text.index("ASK THE EMBASSV"), text.index("KNEW OF IT")
    texts = [f"{text[: first[0]]}[]{text[first[1] :]}".format(year=2018), text.format(year=2022)]
    texts += [text.format(year=2023), ONE_SCAN.format(year=2025, names=NAMES)]
    edition = edition_of(*texts)
    withheld = {
        edition.released[excision.witness_id] for excision in edition.excisions if excision.text == NAMES.strip()
    }
    assert withheld == {"2022", "2023"}
    assert two_verdicts(edition) == []


def test_a_word_that_other_releases_cut_nowhere_is_no_certain_reading_where_it_is_cut() -> None:
    """``auscop- / Ability`` in 104-10163-10019 reads ``susceptibility``: of ``suscepti`` no release says anything.

    Where a half of it stays that says where it is cut, but not for sure.
    """
    lines = ONE_SCAN.format(year=2018, names=NAMES).replace("INTERIOR TOLD", "INTERIOR SUSCEPTIBILITY TOLD")

    def edits(reading: str) -> list[tuple[str, Certainty]]:
        draft = collated(lines.replace("SUSCEPTIBILITY", reading), lines, lines).draft
        return [
            (edit.new, edit.cert) for edit in draft.edits if edit.rule == "collate" and edit.new in "SUSCEPTIBILITY"
        ]

    medium, high = Certainty.MEDIUM, Certainty.HIGH
    assert edits("SUSCFF-\nTIEIL1TY") == [("SUSCEPTIBILITY", high), ("", high), ("", high)]
    assert edits("SUSCEP-\nT13IIL1TY")[-1] == ("TIBILITY", medium)
    assert edits("SUSCFFTIEILITY") == [("SUSCEPTIBILITY", high)]


def test_the_text_that_is_printed_is_the_best_one_and_not_the_longest() -> None:
    """104-10326-10066: of 754 letters in the release of 2018 607 stand in words, of 713 in that of 2025 704."""
    clean = ONE_SCAN.format(year=2025, names=NAMES)
    scraps = "\n".join(f"jii{number}dde bioici{number}dot oiet{number}bieit" for number in range(20))
    edition = edition_of(f"{ONE_SCAN.format(year=2018, names='')}{scraps}\n", clean)
    assert edition.released[edition.work.base.id] == "2025"
    fuller = edition_of(ONE_SCAN.format(year=2018, names=""), clean)
    assert fuller.released[fuller.work.base.id] == "2025"


EXTRA = "FLOODS DESTROYED ROADS AND BRIDGES IN THE NORTHERN PROVINCES LAST NIGHT AND SCHOOLS REMAIN CLOSED.\n"


def test_what_the_printed_release_skipped_is_supplied_if_anything_is_left_of_it() -> None:
    """157-10011-10005: what the other release has there is a speck that a correction takes away: nothing to supply."""
    line = "THE STATION WILL WRITE WHEN THE CABINET HAS MET.\n"
    text = ONE_SCAN.format(year=2018, names=NAMES).replace("THAT THE PRESIDFNT", f"{line}THAT THE PRESIDFNT")
    edition = edition_of(text, ONE_SCAN.format(year=2023, names=NAMES) + EXTRA)
    assert edition.released[edition.work.base.id] == "2023"
    (omission,) = edition.omissions
    assert edition.text_of(omission.passage) == line.strip()
    fuller, readings = omission.passage.fuller.id, {name: list(words) for name, words in edition.readings.items()}
    readings[fuller][omission.passage.start : omission.passage.end] = [""] * len(omission.passage.words)
    context = Context(load(), edition.released, edition.pairs, {own.id: own for own in edition.work.witnesses})
    again = judged(edition.work, context, readings, edition.decisions)
    assert again.omissions == ()


def test_the_chance_of_a_passage_goes_with_it_whatever_becomes_of_its_verdict() -> None:
    """Also where the verdict of another release holds for the place, and where what stands there is no text."""
    years = ((2018, ".r;l X1 r| kw "), (2022, ""), (2023, ""), (2025, NAMES))
    edition = edition_of(*(ONE_SCAN.format(year=year, names=names) for year, names in years))
    verdicts = {finding.verdict for finding in edition.findings}
    assert Verdict.SCRAP in verdicts and Verdict.WITHHELD in verdicts
    for finding in edition.findings:
        assert 0 < finding.chance < 1
        reported = [ground.removesuffix(" by itself") for ground in finding.grounds if ground.startswith("chance ")]
        assert reported == ([f"chance {finding.chance:.2f}"] if finding.verdict is not Verdict.SCRAP else [])


def test_a_verdict_holds_for_other_releases_and_not_for_the_other_words_of_its_own() -> None:
    """104-10301-10001: 2018 lacks ``were`` and reads ``operati or``, which shows nothing of ``were or``."""
    own, by_another = ((2018, ""), (2023, NAMES), (2025, NAMES)), ((2018, ""), (2023, ""), (2025, NAMES))
    for years, is_lifted in ((own, False), (by_another, True)):
        edition = edition_of(*(ONE_SCAN.format(year=year, names=names) for year, names in years))
        first, sure = (finding for finding in edition.findings if finding.verdict is Verdict.WITHHELD)
        assert (first.passage.lacking is not sure.passage.lacking) == is_lifted
        by_id = {witness.id: witness for witness in edition.work.witnesses}
        context = Context(load(), edition.released, edition.pairs, by_id)
        doubtful = first._replace(verdict=Verdict.UNKNOWN, cert=Certainty.LOW, chance=0.29, grounds=("chance 0.29",))
        judged_again, _ = settled([doubtful, sure], context)
        assert (judged_again.verdict is Verdict.WITHHELD) == is_lifted
        lifted = (
            f"withheld in {sure.passage.lacking.id} (chance {sure.chance:.2f}), and lacking here, too",
            "chance 0.29 by itself",
        )
        assert judged_again.grounds == (lifted if is_lifted else ("chance 0.29",))


@pytest.mark.parametrize(
    ("chance", "ground", "years", "is_text"),
    [
        (0.35, NO_TEXT, (2018, 2023, 2025), True),
        (0.15, NO_TEXT, (2018, 2023, 2025), False),
        (0.35, "part of the form", (2018, 2023, 2025), False),
        (0.35, NO_TEXT, (2023, 2018, 2017), False),
        (0.35, NO_TEXT, ("", "", ""), False),
    ],
    ids=["lacking in both", "too unlikely", "of the form", "printed before", "without dates"],
)
def test_what_another_release_withholds_is_no_scrap(
    chance: float, ground: str, years: tuple[int | str, ...], is_text: bool
) -> None:
    """104-10234-10096: 2023 withholds a name with the hotel, which seemed to be scraps compared with 2018 and 2022."""
    edition = edition_of(
        *(ONE_SCAN.format(year=year, names=names) for year, names in ((2018, ""), (2023, ""), (2025, NAMES)))
    )
    first, sure = (finding for finding in edition.findings if finding.verdict is Verdict.WITHHELD)
    by_id = {witness.id: witness for witness in edition.work.witnesses}
    ids = (first.passage.lacking.id, sure.passage.lacking.id, sure.passage.fuller.id)
    context = Context(load(), dict(zip(ids, map(str, years), strict=True)), edition.pairs, by_id)
    scrap = first._replace(verdict=Verdict.SCRAP, chance=chance, grounds=(ground,))
    judged_again, _ = settled([scrap, sure], context)
    assert (judged_again.verdict is Verdict.WITHHELD) == is_text
    assert is_text or judged_again == scrap


@pytest.mark.parametrize(("instead", "is_one"), [("FOSE", True), ("FOR EL S0L", False)])
def test_a_scrap_that_is_a_little_like_a_word_does_not_divide_a_passage(instead: str, is_one: bool) -> None:
    """104-10071-10324 has ``FOXE``, the rest of a stamp, where a list of people with ``for EL`` was withheld."""
    line = "RAMON SAAVEDRA QUINTERO, WRITER AND FORMERLY FOR EL SOL, NO LONGER A MEMBER OF THE PARTY.\n"
    fuller = "".join((*(f"{text}\n" for text in LINES[:5]), line, *(f"{text}\n" for text in LINES[5:])))
    edition = edition_of(fuller.replace(line, f"{instead}\n"), fuller)
    texts = [text for _, text, _ in findings_of(edition)]
    assert (line.strip() in texts) == is_one


CERTAIN = {Verdict.WITHHELD: True, Verdict.AGAIN: True, Verdict.LOST: False, Verdict.SKIPPED: False}


def printing(edition: Edition, place: Passage) -> set[str]:
    """The releases that print at least half of what one lacks in a place.

    2018 lacks ``OF THE INTERIOR TOLD THE``, and 2022 has ``OF TOLD THE``. A release that has only the last words of a
    long passage does not print it.
    """
    words = Counter[str]()
    for finding in edition.findings:
        if (
            finding.passage.lacking is place.lacking
            and finding.passage.lacking_start <= place.lacking_end
            and place.lacking_start <= finding.passage.lacking_end
        ):
            words.update(dict.fromkeys(finding.printed_by, len(finding.passage.words)))
    return {name for name, count in words.items() if count >= 0.5 * len(place.words)}


def two_verdicts(edition: Edition) -> list[str]:
    """The places that one release withholds and another has lost, though nobody printed them in between."""
    years, places = edition.released, []
    for finding, second in combinations([finding for finding in edition.findings if finding.verdict in CERTAIN], 2):
        mine, theirs = finding.passage, second.passage
        shared = min(mine.end, theirs.end) - max(mine.start, theirs.start)
        if mine.fuller is theirs.fuller and shared >= 0.7 * max(len(mine.words), len(theirs.words)):
            printed = min(years[name] for place in (mine, theirs) for name in printing(edition, place))
            same_time = (years[mine.lacking.id] > printed) == (years[theirs.lacking.id] > printed)
            if same_time and CERTAIN[finding.verdict] != CERTAIN[second.verdict]:
                places.append(
                    f"{mine.text}: {finding.verdict} in {mine.lacking.id}, {second.verdict} in {theirs.lacking.id}"
                )
    return places


@pytest.mark.parametrize("lost", ["TOLD THE AMBASSAD0R ", "THE INTERIOR TOLD THE AMBASSAD0R "])
def test_what_an_earlier_release_prints_beside_a_passage_is_not_the_passage(lost: str) -> None:
    """2018 and 2022 withhold three words, 2023 lacks some of them and the next one, which 2018 has."""
    years = ((2018, "INTERIOR TOLD THE "), (2022, "INTERIOR TOLD THE "), (2023, lost), (2025, ""))
    edition = edition_of(*(ONE_SCAN.format(year=year, names=NAMES).replace(gone, "", 1) for year, gone in years))
    verdicts = {
        (edition.released[finding.passage.lacking.id], finding.verdict)
        for finding in edition.findings
        if finding.passage.text == "INTERIOR TOLD THE"
    }
    assert verdicts == {("2018", Verdict.WITHHELD), ("2022", Verdict.WITHHELD)}


def test_a_release_that_has_only_the_end_of_a_passage_does_not_print_it() -> None:
    """2022 withheld it before 2023 printed it, and 2025 skips it; 2018 has only its last words."""
    cuts = (((3, 1), (2, 5), (1, 8), (0, 1)), ((3, 1), (2, 1), (1, 1), (0, 20)), (), ((6, 20), (0, 1)))
    texts = []
    for year, of_year in zip((2018, 2022, 2023, 2025), cuts, strict=True):
        head, _, body = ONE_SCAN.format(year=year, names=NAMES).partition("\n\n")
        words = body.split(" ")
        for start, count in of_year:
            del words[start : start + count]
        texts.append(f"{head}\n\n{' '.join(words)}\n")
    edition = edition_of(*texts)
    assert {finding.verdict for finding in edition.findings} >= {Verdict.WITHHELD, Verdict.SKIPPED}
    assert two_verdicts(edition) == []


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_place_has_two_verdicts(data: st.DataObject) -> None:
    """Whatever words four releases lack, with brackets, scraps or nothing in their place."""
    texts = []
    for year in (2018, 2022, 2023, 2025):
        head, _, body = ONE_SCAN.format(year=year, names=NAMES).partition("\n\n")
        words = body.split(" ")
        for start in sorted(data.draw(st.lists(st.integers(0, len(words) - 1), max_size=4, unique=True)), reverse=True):
            end = start + data.draw(st.sampled_from((1, 2, 3, 5, 8, 20)))
            instead = data.draw(st.sampled_from(("", "", "[]", "lI; .7 ~ eE", "(b)(1)")))
            words[start:end] = [instead] if instead else []
        texts.append(f"{head}\n\n{' '.join(words)}\n")
    assert two_verdicts(edition_of(*texts)) == []


def test_what_was_printed_before_and_leaves_no_trace_was_not_withheld_in_between() -> None:
    years = ((2018, NAMES), (2023, ""), (2025, NAMES))
    edition = edition_of(*(ONE_SCAN.format(year=year, names=names) for year, names in years))
    assert Verdict.WITHHELD not in {finding.verdict for finding in edition.findings}


def test_a_line_that_only_the_earlier_of_two_readings_has_was_lost_by_the_engine() -> None:
    """Of 54 passages that looked withheld again for a hole alone none was: the next reading had lost a line."""
    line = "THE STATION WILL REPORT WHEN THE CABINET HAS MET.\n"
    text = ONE_SCAN.format(year=2023, names=NAMES).replace("THAT THE PRESIDFNT", f"{line}THAT THE PRESIDFNT")
    edition = edition_of(text, ONE_SCAN.format(year=2025, names=NAMES))
    assert not [excision for excision in edition.excisions if excision.was_printed_before]


PARAGRAPH = """THE STATION WILL REPORT WHEN THE CABINET HAS MET, FOR THE MINISTER WAS NOT READY TO SAY MORE LAST NIGHT.
HE ASKED THAT NOTHING BE DONE BEFORE THE PRESIDENT RETURNS, AND THAT THE EMBASSY DO NOT APPROACH ANY OF HIS FRIENDS IN
THE ARMY OR THE PRESS. WE AGREED TO WAIT UNTIL MONDAY AND TO SPEAK WITH NOBODY BUT HIS BROTHER IN THE MEANTIME.
"""


@pytest.mark.parametrize("years", [(2018, 2023), (2023, 2018)])
def test_several_lines_that_an_earlier_release_prints_were_withheld_again(years: tuple[int, int]) -> None:
    """Also without a mark in their place, for hardly an engine loses so much; not where a third release has them."""
    text = ONE_SCAN.format(year="{year}", names=NAMES)
    full = text.replace("THAT THE PRESIDFNT", f"{PARAGRAPH}THAT THE PRESIDFNT").replace("PRESIDFNT", "PRESIDENT")
    edition = edition_of(full.format(year=years[0]), text.format(year=years[1]))
    (excision,) = edition.excisions
    assert excision.was_printed_before is (years[0] < years[1])
    third = edition_of(full.format(year=2018), text.format(year=2022), full.format(year=2025))
    assert not [excision for excision in third.excisions if excision.was_printed_before]


def test_the_nearest_release_alone_is_the_same_reading() -> None:
    alike = {("R1", "R2"): 0.86, ("R2", "R1"): 0.86, ("R2", "R3"): 1.0, ("R3", "R2"): 1.0, ("R1", "R3"): 0.86}
    assert {names for names, share in nearest(alike).items() if share} == {("R2", "R3"), ("R3", "R2")}


@pytest.mark.parametrize(
    ("text", "kind", "share"),
    [
        ("that they have been", "common words", 1.0),
        ("Roush-Walker Zendejas", "common words", 0.0),
        ("Zendejas", "unknown words", 1.0),
        ("TO PARIS", "names of posts", 5 / 7),
        ("Theodore Shackley said", "words that begin with a capital", 16 / 20),
    ],
)
def test_kinds_of_words_are_shares_of_letters(text: str, kind: str, share: float, lexicon: Lexicon) -> None:
    words = [WitnessWord(Span(0, 0), word, word, key_of(word), 0) for word in text.split()]
    posts = frozenset(part for post in lexicon.posts for part in post.split())
    assert kinds_of_words(words, lexicon, posts, text.isupper())[kind] == pytest.approx(share)


def test_a_bracket_opens_before_what_explains_a_name() -> None:
    """Cover names and cryptonyms stand in brackets of a reviewer or of the writer: ``MARY (NEE SMITH)``."""
    edition = edition_of(ONE_SCAN.format(year=2023, names=""), ONE_SCAN.format(year=2025, names=f"({NAMES.strip()}) "))
    brackets = {passage.text: known["a bracket before it"] for passage, known in edition.facts(load())}
    assert brackets[f"({NAMES.strip()})"]


@pytest.mark.parametrize(("names", "has_one"), [(f"{NAMES.strip()}) ", True), (f"[{NAMES}", True), (NAMES, False)])
def test_a_bracket_of_a_reviewer_closes_after_what_was_withheld(names: str, has_one: bool) -> None:
    """Also where the other one of the pair was not read: ``or forged)``."""
    edition = edition_of(ONE_SCAN.format(year=2023, names=""), ONE_SCAN.format(year=2025, names=names))
    (known,) = [
        known for passage, known in edition.facts(load()) if "".join(names.split()) in passage.text.replace(" ", "")
    ]
    assert known["a bracket in it"] is has_one


def test_odd_words_beside_a_passage_say_whether_one_engine_read_one_scan_there() -> None:
    """One page of two releases is the same scan, the next one is another: what is lacking on either tells."""
    same = "THE MINISTFR T0LO GENFRAL 0RTEGA THAT PRES1DFNT KNFW N0TH1NG 0F THFIR PLAMS F0R THE ELFCT10NS TODAY. "
    misread = "THE MlNISTER TOLO GEMERAL ORTEGA THAT PRESIOENT KNEVV NOTHIMG OF THElR PIANS FOR THE EIECTIONS TODAY. "
    lines = "".join(f"{line}\n" for line in LINES)
    releases = (("", "", misread), ("ARTURO SALAZAR", "PEDRO ALBENIZ", same))
    texts = [
        f"{same}{name} AGREED TO THIS. {same}\n{lines}{page}{next_one} LEFT FOR HOME. {page}"
        for name, next_one, page in releases
    ]
    edition = edition_of(*texts)
    shares = {passage.text: known["odd words beside it read the same"] for passage, known in edition.facts(load())}
    assert shares["ARTURO SALAZAR"] > 0.8 > 0.4 > shares["PEDRO ALBENIZ"]


# ------------------------------------------------- a word that a release withholds


def test_a_release_does_not_correct_what_it_withholds_by_the_word_after() -> None:
    """2018 and 2022 withhold where the talks were, and have the name after it there; 2025 lacks that name."""
    page = (
        "THE MINISTER SAID THAT THE NOTE WAS READY AND WOULD BE SENT.\n6. IN PREPARATION FOR ESTABLISHMENT OF A{}\n"
        "PERSONALLY PERFORMED AN INQUIRY INTO THE FATE OF THE DIPLOMAT. THERE IS STILL PRESSURE FROM THE FAMILY.\n"
        "HE WAS AMAZED TO FIND OUT THAT THE SERVICE HAD NOT BEEN ABLE TO ESTABLISH WHETHER HE HAD DIED.\n"
    )
    opened = " LIAISON\nRELATIONSHIP WITH THE SWEDISH INTELLIGENCE SERVICE,"
    texts = [page.format(text) for text in ("\n\nPETROVSKY", "\n\nPETROVSKY", opened)]
    collation = collated(*texts)
    (edition,) = collation.editions
    assert " ".join(edition.readings["R3"]) == " ".join(texts[2].split())
    assert {excision.text for excision in edition.excisions if excision.fuller_id == "R3"} <= {" ".join(opened.split())}
